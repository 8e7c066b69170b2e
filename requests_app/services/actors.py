"""In which roles somebody may act on a request: read from the groups of staff and from whose request it is.

It knows of no page and no session; a person who opened the mailed link acts as the client with the
caller's word.
"""

from django.contrib.auth.models import AnonymousUser

from reports.models import User
from reports.services import rights
from requests_app.domain.workflow import Actor
from requests_app.models import ReportRequest
from requests_app.services import contacts

STAFF_ROLES = frozenset({Actor.TRIAGE, Actor.ANALYST, Actor.REVIEWER})


def staff_roles(user: User | AnonymousUser | None) -> frozenset[Actor]:
    """The staff roles of a person; a superuser has them all, somebody who may not sign in has none."""
    if not isinstance(user, User) or not (user.is_active and user.is_staff):
        return frozenset()
    if user.is_superuser:
        return STAFF_ROLES
    return frozenset(role for role in STAFF_ROLES if role.value in rights.groups_of(user))


def actors_of(user: User | AnonymousUser | None, request: ReportRequest) -> frozenset[Actor]:
    """Every role that a person has on this request."""
    roles = staff_roles(user)
    if isinstance(user, User) and user.is_active and contacts.is_contact(user, request):
        roles |= {Actor.CLIENT}
    return roles
