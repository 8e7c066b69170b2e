"""Who may see which request: one queryset, from which every page of a client is served.

What it does not hold does not exist for that reader, so a stranger is answered as for an address that
never was.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.domain.marking import Marking
from reports.models import Membership, User
from requests_app.domain.workflow import Actor, Transition, allowed
from requests_app.models import ReportRequest
from requests_app.services.actors import STAFF_ROLES, actors_of, staff_roles

__all__ = [
    "Visitor", "actors_of", "assignable", "released", "staff_roles", "steps_for", "visible_to", "visitor",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at a client's page: a person, and the requests that this browser opened with a mailed link."""

    user: User | None
    opened: frozenset[str]


def visitor(user: User | AnonymousUser, opened: Collection[str]) -> Visitor:
    """The visitor of a page; an account that may not sign in any more is nobody."""
    known = user if isinstance(user, User) and user.is_active else None
    return Visitor(known, frozenset(opened))


def visible_to(visitor: Visitor) -> QuerySet[ReportRequest]:
    """The requests that exist for this visitor: its own, its organisation's, and those that its links opened.

    TLP:RED is for named people, so colleagues of the one who asked do not see it.
    """
    mine = Q(key__in=visitor.opened)
    if visitor.user:
        mine |= Q(client=visitor.user)
        homes = Membership.objects.filter(user=visitor.user).values("organisation")
        mine |= Q(organisation__in=homes) & ~Q(marking=Marking.RED.value)
    return ReportRequest.objects.filter(mine)


def steps_for(visitor: Visitor, request: ReportRequest) -> tuple[Transition, ...]:
    """The client's steps that this visitor may take: its own requests, or one that its link opened."""
    owns = visitor.user is not None and request.client_id == visitor.user.pk
    opened = str(request.key) in visitor.opened
    return allowed(request.stage, {Actor.CLIENT}) if owns or opened else ()


def released() -> QuerySet[ReportRequest]:
    """The requests that exist for the desk: until then the client may still change or take back its words."""
    return ReportRequest.objects.filter(released_at__lte=timezone.now())


def assignable() -> QuerySet[User]:
    """Those who may be given a request: they work here, may sign in, and have a role at the desk."""
    names = [role.value for role in STAFF_ROLES]
    working = User.objects.filter(is_staff=True, is_active=True)
    return working.filter(Q(is_superuser=True) | Q(groups__name__in=names)).distinct().order_by("name", "id")
