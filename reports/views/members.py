"""The page of an organisation's people, and the steps that change them, each with a page that asks once more.

Members see names and roles; what an owner may do stands there for owners alone, and the door asks again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reports.forms.members import DomainForm, InviteForm, NoteForm
from reports.models import Membership, User
from reports.services import houses, members, seats
from reports.services.houses import MembersRefused


@dataclass(frozen=True, slots=True)
class Step:
    """What the page of a step says, and the door that it goes through; `{who}` is the person."""

    question: str
    follows: str
    button: str
    take: Callable[..., Any]
    done: str
    ends: bool = False


def _make(role: Membership.Role) -> Callable[..., Any]:
    def change(row: Membership, *, by: User, note: str) -> None:
        members.change_role(row, role, by=by, note=note)

    return change


STEPS = {
    "owner": Step(
        "Make {who} an owner?",
        "Owners invite and remove people, and take over requests of those who left.",
        "Make an owner",
        _make(Membership.Role.OWNER),
        "{who} is an owner now.",
    ),
    "member": Step(
        "Make {who} a member?",
        "Members read what the organisation reads and ask in its name; they change nobody.",
        "Make a member",
        _make(Membership.Role.MEMBER),
        "{who} is a member now.",
    ),
    "transfer": Step(
        "Hand the organisation over to {who}?",
        "{who} becomes an owner in your place; you stay as a member.",
        "Hand it over",
        members.transfer,
        "{who} is the owner now.",
    ),
    "remove": Step(
        "Remove {who}?",
        "With the next page that {who} opens, nothing of the organisation is there: briefings, requests, "
        "drafts and downloads. Requests of {who} stay; you can take them over.",
        "Remove",
        members.remove,
        "{who} was removed.",
        ends=True,
    ),
    "leave": Step(
        "Leave the organisation?",
        "What it reads and what you asked in its name is closed to you from then on.",
        "Leave",
        members.leave,
        "You have left the organisation.",
        ends=True,
    ),
}


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Audience: the members of an organisation; what changes its people is there for its owners."""
    return page(request)


def page(
    http: HttpRequest, *, invite: InviteForm | None = None, domain: DomainForm | None = None
) -> HttpResponse:
    """The page, with what was wrong with one of its forms."""
    mine = home_or_404(http)
    house = mine.organisation
    context: dict[str, Any] = {
        "mine": mine,
        "rows": house.memberships.select_related("user").order_by("role", "user__name", "pk").reverse(),
        "seats": seats.seats_of(house),
    }
    if mine.is_owner:
        context |= {
            "taken": seats.taken(house),
            "invitations": house.invitations.filter(accepted_at=None, revoked_at=None),
            "now": timezone.now(),
            "domains": house.domains.all(),
            "asks": house.join_requests.filter(approved=None)
            .exclude(user__memberships__organisation=house)
            .select_related("user"),
            "invite": invite or InviteForm(),
            "domain": domain or DomainForm(),
        }
    return render(http, "reports/members.html", context, status=422 if invite or domain else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Audience: owners of that person's organisation; of leaving, the member itself."""
    row, taken = _row_or_404(request, pk, name), STEPS.get(name)
    if row is None or taken is None:
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        words = {key: getattr(taken, key).format(who=row.user) for key in ("question", "follows")}
        context = {"row": row, "step": taken, "form": form, **words}
        return render(request, "reports/member_step.html", context, status=422 if form.is_bound else 200)
    try:
        taken.take(row, by=user_of(request), note=form.cleaned_data["note"])
        messages.success(request, taken.done.format(who=row.user))
    except MembersRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(
        "reports:home" if name == "leave" and not houses.homes_of(user_of(request)) else "reports:members"
    )


def _row_or_404(http: HttpRequest, pk: int, name: str) -> Membership | None:
    """The membership that this step is about, where it exists for whoever is signed in."""
    user = user_of(http)
    rows = Membership.objects.select_related("user", "organisation").filter(pk=pk)
    if name == "leave":
        return rows.filter(user=user).first()
    owned = Membership.objects.filter(user=user, role=Membership.Role.OWNER).values("organisation")
    return rows.filter(organisation__in=owned).exclude(Q(user=user) & ~Q(role="owner")).first()


def user_of(http: HttpRequest) -> User:
    assert isinstance(http.user, User)  # the decorator asked before
    return http.user


def home_or_404(http: HttpRequest) -> Membership:
    """The membership of the organisation that somebody is in at the moment; 404 for who belongs to none."""
    mine = houses.at_home(user_of(http), http.session)
    if mine is None:
        raise Http404
    return mine


def owner_or_404(http: HttpRequest) -> Membership:
    """The same for its owners; for members there is nothing."""
    mine = home_or_404(http)
    if not mine.is_owner:
        raise Http404
    return mine


def told(http: HttpRequest, take: Callable[[], Any], done: str) -> HttpResponse:
    """Go through a door, say what happened, and lead back to the page of the people."""
    try:
        take()
        messages.success(http, done)
    except MembersRefused as refusal:
        messages.error(http, str(refusal))
    return redirect("reports:members")
