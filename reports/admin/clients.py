"""The organisations that read us, their people, and what they subscribe to."""

from django.contrib import admin

from reports.models import Membership, Organisation, Subscription


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    inlines = [MembershipInline]
    search_fields = ["name"]
    actions = None


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    list_display = ["organisation", "starts", "ends"]
    list_select_related = ["organisation"]
    autocomplete_fields = ["organisation"]
    filter_horizontal = ["series"]
    actions = None
