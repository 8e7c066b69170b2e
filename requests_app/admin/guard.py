"""Who stands at the desk: the one check of its pages that Django's own permissions do not make."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from reports.models import User
from requests_app.permissions import staff_roles


def staff(http: HttpRequest) -> User:
    """The person, who works here and has a role; anybody else is refused."""
    if not isinstance(http.user, User) or not staff_roles(http.user):
        raise PermissionDenied
    return http.user
