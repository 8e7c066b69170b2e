"""The people of an organisation on its page in the admin: who belongs, who is invited, and what was changed.

Staff of the accounts changes them by the same doors as owners do; the page itself writes no membership.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.forms.members import DomainForm, InviteForm, NoteForm
from reports.forms.values import whole_number
from reports.models import Invitation, Membership, Organisation, OrganisationDomain, User
from reports.services import houses, inviting, joining, members
from reports.services.houses import MembersRefused

MOST_EVENTS = 100


class _MemberField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.user} ({obj.get_role_display().lower()})"


class ChangeForm(NoteForm):
    """Which member, and what becomes of it."""

    member = _MemberField(
        Membership.objects.none(),
        label="Person",
        error_messages={"required": "Choose a person.", "invalid_choice": "This person is gone meanwhile."},
    )
    what = forms.ChoiceField(
        label="Change",
        choices=[("owner", "Make an owner"), ("member", "Make a member"), ("remove", "Remove")],
        error_messages={"invalid_choice": "Choose one of the list."},
    )
    field_order = ("member", "what", "note")

    def __init__(self, organisation: Organisation, data: Any = None) -> None:
        super().__init__(data, auto_id="change-%s")
        choice = self.fields["member"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = organisation.memberships.select_related("user").order_by("user__name")


def context(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    """What the page shows of the people, and the forms for whoever may change them."""
    found: dict[str, Any] = {
        "people": organisation.memberships.select_related("user").order_by("-role", "user__name"),
        "invitations": organisation.invitations.filter(accepted_at=None, revoked_at=None),
        "domains": organisation.domains.all(),
        "people_events": organisation.membership_events.select_related("user", "by", "invitation").order_by(
            "-id"
        )[:MOST_EVENTS],
    }
    if houses.may_manage(organisation, _staff(request)):
        found |= {
            "inviting": InviteForm(auto_id="invite-%s", initial={"role": Membership.Role.OWNER}),
            "changing": ChangeForm(organisation) if found["people"] else None,
            "domain": DomainForm(auto_id="domain-%s"),
        }
    return found


@require_POST
def change(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Audience: staff of the accounts. One of the ways to change the people of an organisation."""
    organisation = get_object_or_404(Organisation, pk=pk)
    if not houses.may_manage(organisation, _staff(request)):
        raise PermissionDenied
    way = _WAYS.get(name)
    if way is None:
        raise Http404
    try:
        messages.success(request, way(request, organisation, _staff(request)))
    except (MembersRefused, forms.ValidationError) as refusal:
        said = refusal.messages if isinstance(refusal, forms.ValidationError) else [str(refusal)]
        messages.error(request, f"Nothing was changed. {' '.join(said)}")
    page = reverse("admin:reports_organisation_change", args=[pk])
    return HttpResponseRedirect(f"{page}#people")


def _invite(request: HttpRequest, organisation: Organisation, by: User) -> str:
    typed = _checked(InviteForm(request.POST))
    made = inviting.invite(organisation, typed["address"], typed["role"], by=by)
    return f"An invitation is on its way to {made.address}."


def _change(request: HttpRequest, organisation: Organisation, by: User) -> str:
    typed = _checked(ChangeForm(organisation, request.POST))
    row, note = typed["member"], typed["note"]
    if typed["what"] == "remove":
        members.remove(row, by=by, note=note)
        return f"{row.user} was removed."
    members.change_role(row, typed["what"], by=by, note=note)
    return f"{row.user}: {Membership.Role(typed['what']).label.lower()}."


def _invitation(request: HttpRequest, organisation: Organisation, by: User) -> str:
    rows = Invitation.objects.filter(organisation=organisation)
    if "revoke" in request.POST:
        row = get_object_or_404(rows, pk=_number(request, "revoke"))
        inviting.revoke(row, by=by)
        return f"{row.address} is not invited any more."
    row = get_object_or_404(rows, pk=_number(request, "resend"))
    inviting.resend(row, by=by)
    return f"A new link is on its way to {row.address}."


def _domain(request: HttpRequest, organisation: Organisation, by: User) -> str:
    if "remove" in request.POST:
        rows = OrganisationDomain.objects.filter(organisation=organisation)
        row = get_object_or_404(rows, pk=_number(request, "remove"))
        joining.remove_domain(row, by=by)
        return f"People of {row.domain} may not ask to join any more."
    made = joining.add_domain(organisation, _checked(DomainForm(request.POST))["domain"], by=by)
    return f"People of {made.domain} may ask to join."


_WAYS = {"invite": _invite, "change": _change, "invitation": _invitation, "domain": _domain}


def _checked(form: forms.Form) -> dict[str, Any]:
    """What a form brought; raises ValidationError with its sentences."""
    if not form.is_valid():
        raise forms.ValidationError([str(error) for errors in form.errors.values() for error in errors])
    return form.cleaned_data


def _number(request: HttpRequest, name: str) -> int:
    return whole_number(request.POST.get(name, "")) or 0


def _staff(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the admin asked before it came here
    return request.user
