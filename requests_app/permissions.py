"""Who may see which request: one queryset, from which every page of a client is served.

What it does not hold does not exist for that reader, so a stranger is answered as for an address that
never was.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.domain.marking import Marking
from reports.models import Membership, Organisation, User
from requests_app.domain.workflow import Actor, Transition, allowed
from requests_app.models import Delivery, DraftState, ReportRequest, RequestDraft
from requests_app.services.actors import STAFF_ROLES, actors_of, staff_roles

__all__ = [
    "Visitor",
    "actors_of",
    "acts_for",
    "assignable",
    "deals_for",
    "drafts_of",
    "may_read_value",
    "on_the_desk",
    "owned_by",
    "staff_roles",
    "steps_for",
    "visible_to",
    "visitor",
]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at a client's page: a person, and the requests that this browser opened with a mailed link.

    `secret_digest` is of the secret under which this browser keeps what it types; empty where it has none.
    """

    user: User | None
    opened: frozenset[str]
    secret_digest: str = ""


def visitor(user: User | AnonymousUser, opened: Collection[str], secret_digest: str = "") -> Visitor:
    """The visitor of a page; an account that may not sign in any more is nobody."""
    known = user if isinstance(user, User) and user.is_active else None
    return Visitor(known, frozenset(opened), secret_digest)


_ORGANISATION_READS = frozenset({Marking.AMBER_STRICT, Marking.AMBER, Marking.GREEN, Marking.CLEAR})
"""TLP:RED is for named people, so colleagues of the one who asked do not see it."""
_NAMED_READ = frozenset({Marking.RED, Marking.AMBER, Marking.GREEN, Marking.CLEAR})
"""TLP:AMBER+STRICT stays inside the organisation, so being named by the client is not enough."""


def visible_to(visitor: Visitor) -> QuerySet[ReportRequest]:
    """The requests that exist for this visitor; whoever may see one may read its report once there is one.

    Its own, those that its links opened, and what the marking allows: its organisation’s, and the delivered
    ones that name its address as a reader’s.
    """
    mine = Q(key__in=visitor.opened)
    if visitor.user:
        mine |= Q(client=visitor.user)
        homes = Membership.objects.filter(user=visitor.user).values("organisation")
        mine |= Q(organisation__in=homes, marking__in=[each.value for each in _ORGANISATION_READS])
        mine |= Q(pk__in=_naming(visitor.user).values("request"))
    return ReportRequest.objects.filter(mine)


def _naming(user: User) -> QuerySet[Delivery]:
    """The deliveries of requests that name this address, whole: it is sought with its quotation marks."""
    found: QuerySet[Delivery] = Delivery.objects.filter(
        request__marking__in=[each.value for each in _NAMED_READ],
        request__readers__icontains=json.dumps(user.email),
    )
    return found


def acts_for(visitor: Visitor, request: ReportRequest) -> bool:
    """Whether this visitor is the client of a request: its own, or one that its link opened."""
    owns = visitor.user is not None and request.client_id == visitor.user.pk
    return owns or str(request.key) in visitor.opened


def deals_for(visitor: Visitor, request: ReportRequest) -> bool:
    """Whether what passes between client and house is this visitor's to see: prices, units, messages.

    The client's and its organisation's; who is merely named as a reader reads the report.
    """
    if acts_for(visitor, request):
        return True
    homes = Membership.objects.filter(user=visitor.user, organisation=request.organisation_id)
    return visitor.user is not None and request.organisation_id is not None and homes.exists()


def steps_for(visitor: Visitor, request: ReportRequest) -> tuple[Transition, ...]:
    """The client's steps that this visitor may take."""
    return allowed(request.stage, {Actor.CLIENT}) if acts_for(visitor, request) else ()


def drafts_of(visitor: Visitor) -> QuerySet[RequestDraft]:
    """The drafts that exist for this visitor: its own, those that this browser typed, and those of requests
    that it may still change.
    """
    mine = Q(request__in=_changeable_by(visitor), state=DraftState.SENT)
    if visitor.user:
        mine |= Q(owner=visitor.user)
    if visitor.secret_digest:
        mine |= Q(secret_digest=visitor.secret_digest)
    return RequestDraft.objects.filter(mine)


def _changeable_by(visitor: Visitor) -> QuerySet[ReportRequest]:
    mine = Q(key__in=visitor.opened)
    if visitor.user:
        mine |= Q(client=visitor.user)
    return ReportRequest.objects.filter(mine)


def on_the_desk() -> QuerySet[ReportRequest]:
    """The requests that staff may see, on any page: their clients have no more time to change them."""
    return ReportRequest.objects.filter(released_at__lte=timezone.now())


def owned_by(visitor: Visitor) -> QuerySet[Organisation]:
    """The organisations that this visitor owns."""
    owner = Membership.objects.filter(user=visitor.user, role=Membership.Role.OWNER)
    return Organisation.objects.filter(pk__in=owner.values("organisation"))


def may_read_value(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Whether somebody reads what an organisation had of us: its owners, and staff with a role."""
    if not isinstance(user, User) or not user.is_active:
        return False
    owners = organisation.memberships.filter(role=Membership.Role.OWNER)
    return bool(staff_roles(user)) or owners.filter(user=user).exists()


def assignable() -> QuerySet[User]:
    """Those who may be given a request: they work here, may sign in, and have a role at the desk."""
    names = [role.value for role in STAFF_ROLES]
    working = User.objects.filter(is_staff=True, is_active=True)
    return working.filter(Q(is_superuser=True) | Q(groups__name__in=names)).distinct().order_by("name", "id")
