"""The sign-in of an organisation in the admin; its secret is typed once and shown to nobody again."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from reports.models import IdentityProvider
from reports.permissions import asks_again
from reports.services import identity


class IdentityProviderForm(forms.ModelForm):
    secret = forms.CharField(
        label="Client secret",
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="Leave it empty to keep the one that is stored.",
    )

    class Meta:
        model = IdentityProvider
        fields = ["organisation", "issuer", "client_id", "secret", "domains", "is_active"]


@asks_again
@admin.register(IdentityProvider)
class IdentityProviderAdmin(admin.ModelAdmin):
    form = IdentityProviderForm
    list_display = ["organisation", "issuer", "is_active"]
    list_select_related = ["organisation"]
    autocomplete_fields = ["organisation"]
    readonly_fields = ["where"]
    actions = None

    @admin.display(description="address for its people")
    def where(self, row: IdentityProvider) -> str:
        """What the organisation passes on; nobody guesses it."""
        if not row.pk:
            return "Shown when it is saved."
        return format_html("<code>{}</code>", reverse("openid_connect_login", args=[row.key]))

    def save_model(self, request: HttpRequest, obj: IdentityProvider, form: Any, change: Any) -> None:
        if form.cleaned_data["secret"]:
            identity.seal(obj, form.cleaned_data["secret"])
        super().save_model(request, obj, form, change)
