"""Who may see which request: one queryset, from which every page of a client is served.

What it does not hold does not exist for that reader, so a stranger is answered as for an address that
never was.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports import permissions as of_reports
from reports.domain.marking import Marking
from reports.models import Membership, MembershipEvent, MembershipFact, Organisation, User
from requests_app.domain.workflow import Actor, Transition, allowed
from requests_app.models import (
    Delivery,
    DraftState,
    ReportRequest,
    RequestDraft,
    Review,
    ReviewInvitation,
)
from requests_app.services import contacts
from requests_app.services.actors import STAFF_ROLES, actors_of, staff_roles

__all__ = [
    "Visitor",
    "actors_of",
    "acts_for",
    "assignable",
    "deals_for",
    "dealt_with",
    "drafts_of",
    "homes_of",
    "on_the_desk",
    "owned_by",
    "reviewers",
    "staff_roles",
    "steps_for",
    "valued_by",
    "visible_to",
    "visitor",
]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at a client's page: a person, and the requests that this browser opened with a mailed link.

    `opened` are the digests of those links, `secret_digest` is of the secret under which this browser keeps
    what it types, empty where it has none. `homes` are the ids of the organisations of the person, now.
    """

    user: User | None
    opened: frozenset[str]
    secret_digest: str = ""
    homes: frozenset[int] = frozenset()


def visitor(
    user: User | AnonymousUser,
    opened: Collection[str],
    secret_digest: str = "",
    homes: frozenset[int] | None = None,
) -> Visitor:
    """The visitor of a page; an account that may not sign in any more is nobody. `homes` saves a query."""
    known = user if isinstance(user, User) and user.is_active else None
    if known is None:
        return Visitor(None, frozenset(opened), secret_digest)
    return Visitor(known, frozenset(opened), secret_digest, homes_of(known) if homes is None else homes)


def homes_of(user: User) -> frozenset[int]:
    """The ids of the organisations that somebody belongs to now."""
    rows = Membership.objects.filter(user=user).values_list("organisation_id", flat=True)
    return frozenset(rows)


_WHOLE_QUEUE = frozenset({Actor.TRIAGE, Actor.ANALYST})
"""Whoever sorts requests or may be given any of them sees them all."""
_ORGANISATION_READS = frozenset({Marking.AMBER_STRICT, Marking.AMBER, Marking.GREEN, Marking.CLEAR})
"""TLP:RED is for named people, so colleagues of the one who asked do not see it."""
_NAMED_READ = frozenset({Marking.RED, Marking.AMBER, Marking.GREEN, Marking.CLEAR})
"""TLP:AMBER+STRICT stays inside the organisation, so being named by the client is not enough."""


def visible_to(visitor: Visitor) -> QuerySet[ReportRequest]:
    """The requests that exist for this visitor; whoever may see one may read its report once there is one.

    Those that it acts for, and what the marking allows: its organisation’s, and the delivered ones that name
    its address as a reader’s.
    """
    found = _dealt_with_by(visitor)
    if visitor.user:
        found |= Q(pk__in=_naming(visitor.user, visitor.homes).values("request"))
    return ReportRequest.objects.filter(found)


def _dealt_with_by(visitor: Visitor) -> Q:
    """Those that it acts for, and its organisation's as far as the marking allows."""
    mine = _acted_for(visitor)
    if visitor.user:
        mine |= Q(organisation__in=visitor.homes, marking__in=[each.value for each in _ORGANISATION_READS])
    return mine


def _acted_for(visitor: Visitor) -> Q:
    """Its own, of organisations that it belongs to still, and those that its links opened."""
    mine = Q(access_digest__in=visitor.opened) & contacts.with_contact() if visitor.opened else Q(pk__in=[])
    return mine | Q(client=visitor.user) & _at_home(visitor) if visitor.user else mine


def _at_home(visitor: Visitor, of: str = "organisation") -> Q:
    """What belongs to no organisation, or to one that the visitor belongs to now."""
    return Q(**{of: None}) | Q(**{f"{of}__in": visitor.homes})


def _naming(user: User, homes: frozenset[int]) -> QuerySet[Delivery]:
    """The deliveries of requests that name exactly this address, in whatever case.

    Who has left the organisation of a request does not come back in as a reader whom it names.
    """
    ends = (MembershipFact.REMOVED, MembershipFact.LEFT)
    ended = MembershipEvent.objects.filter(user=user, fact__in=ends).exclude(organisation__in=homes)
    found: QuerySet[Delivery] = Delivery.objects.filter(
        request__marking__in=[each.value for each in _NAMED_READ],
        request__named_readers__address=user.email.lower(),
    ).exclude(request__organisation__in=ended.values("organisation"))
    return found


def acts_for(visitor: Visitor, request: ReportRequest) -> bool:
    """Whether this visitor is the client of a request: its own, or one that its link opened."""
    here = request.organisation_id is None or request.organisation_id in visitor.homes
    owns = visitor.user is not None and request.client_id == visitor.user.pk and here
    return owns or (request.access_digest in visitor.opened and contacts.has_contact(request))


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
    that it may still change. What was begun for an organisation that it has left is not there any more.
    """
    mine = Q(request__in=ReportRequest.objects.filter(_acted_for(visitor)), state=DraftState.SENT)
    if visitor.user:
        sent = Q(request=None) | _at_home(visitor, "request__organisation")
        mine |= Q(owner=visitor.user) & _at_home(visitor) & sent
    if visitor.secret_digest:
        mine |= Q(secret_digest=visitor.secret_digest)
    return RequestDraft.objects.filter(mine)


def on_the_desk(user: User | AnonymousUser) -> QuerySet[ReportRequest]:
    """The requests that this person of the house may see, on any page: their clients have no more time to
    change them. Whoever is a reviewer alone sees what it was asked to review or was given, and no other.
    """
    released = ReportRequest.objects.filter(released_at__lte=timezone.now())
    roles = staff_roles(user)
    if roles & _WHOLE_QUEUE:
        return released
    if not isinstance(user, User) or Actor.REVIEWER not in roles:
        return released.none()
    asked = ReviewInvitation.objects.filter(reviewer=user).values("request")
    voted = Review.objects.filter(by=user).values("request")
    return released.filter(Q(assigned_to=user) | Q(pk__in=asked) | Q(pk__in=voted))


def _tailored(user: User) -> Q:
    """The tailored reports that this person sees while they are written: those of its requests."""
    if staff_roles(user) & _WHOLE_QUEUE:
        return Q()
    return Q(pk__in=on_the_desk(user).filter(report__isnull=False).values("report"))


of_reports.confide(_tailored)


def reviewers() -> QuerySet[User]:
    """Those who may be asked to review."""
    working = User.objects.filter(is_staff=True, is_active=True, groups__name=Actor.REVIEWER.value)
    return working.order_by("name", "id")


def owned_by(visitor: Visitor) -> QuerySet[Organisation]:
    """The organisations that this visitor owns."""
    owner = Membership.objects.filter(user=visitor.user, role=Membership.Role.OWNER)
    return Organisation.objects.filter(pk__in=owner.values("organisation"))


def valued_by(user: User | AnonymousUser) -> QuerySet[Organisation]:
    """The organisations of which somebody reads what they had of us: its own as an owner, all as staff.

    One query finds one of them or nothing, so that whoever may not read learns not even that it exists.
    """
    if not isinstance(user, User) or not user.is_active:
        return Organisation.objects.none()
    if staff_roles(user):
        return Organisation.objects.all()
    return owned_by(Visitor(user, frozenset()))


def assignable() -> QuerySet[User]:
    """Those who may be given a request: they work here, may sign in, and have a role at the desk."""
    names = [role.value for role in STAFF_ROLES]
    working = User.objects.filter(is_staff=True, is_active=True)
    return working.filter(Q(is_superuser=True) | Q(groups__name__in=names)).distinct().order_by("name", "id")
