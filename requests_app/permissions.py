"""Who may see which request: one queryset, from which every page of a client is served.

What it does not hold does not exist for that reader, so a stranger is answered as for an address that
never was.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.domain.marking import Marking
from reports.models import Membership, User
from requests_app.domain.workflow import Actor, Transition, allowed
from requests_app.models import Delivery, DraftState, ReportRequest, RequestDraft
from requests_app.services.actors import STAFF_ROLES, actors_of, staff_roles

__all__ = [
    "Visitor",
    "actors_of",
    "acts_for",
    "assignable",
    "deals_for",
    "dealt_with",
    "drafts_of",
    "on_the_desk",
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
    found = _dealt_with_by(visitor)
    if visitor.user:
        found |= Q(pk__in=_naming(visitor.user).values("request"))
    return ReportRequest.objects.filter(found)


def _dealt_with_by(visitor: Visitor) -> Q:
    mine = Q(key__in=visitor.opened)
    if visitor.user:
        mine |= Q(client=visitor.user)
        homes = Membership.objects.filter(user=visitor.user).values("organisation")
        mine |= Q(organisation__in=homes, marking__in=[each.value for each in _ORGANISATION_READS])
    return mine


def _naming(user: User) -> QuerySet[Delivery]:
    """The deliveries of requests that name exactly this address, in whatever case."""
    found: QuerySet[Delivery] = Delivery.objects.filter(
        request__marking__in=[each.value for each in _NAMED_READ],
        request__named_readers__address=user.email.lower(),
    )
    return found


def acts_for(visitor: Visitor, request: ReportRequest) -> bool:
    """Whether this visitor is the client of a request: its own, or one that its link opened."""
    owns = visitor.user is not None and request.client_id == visitor.user.pk
    return owns or str(request.key) in visitor.opened


def deals_for(visitor: Visitor, request: ReportRequest) -> bool:
    """Whether everything of a request is this visitor's to see: what was asked, files, messages, prices.

    The client's and, as far as the marking allows, its organisation's. Who is merely named as a reader has
    the report, with where it answers the questions and what was corrected in it, and nothing else.
    """
    return acts_for(visitor, request) or bool(dealt_with(visitor, [request]))


def dealt_with(visitor: Visitor, requests: Iterable[ReportRequest]) -> frozenset[int]:
    """The same for many at once: the ids of those of which this visitor may see everything."""
    ids = [request.pk for request in requests]
    mine = ReportRequest.objects.filter(_dealt_with_by(visitor), pk__in=ids)
    return frozenset(mine.order_by().values_list("pk", flat=True))


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


def assignable() -> QuerySet[User]:
    """Those who may be given a request: they work here, may sign in, and have a role at the desk."""
    names = [role.value for role in STAFF_ROLES]
    working = User.objects.filter(is_staff=True, is_active=True)
    return working.filter(Q(is_superuser=True) | Q(groups__name__in=names)).distinct().order_by("name", "id")
