"""What a person of the house may do: it follows from groups alone, and is read once a page.

Django asks three times (the person's own rights, those of the groups, and the groups' names); every page of
the admin pays for that, so here the groups and their rights come in one query.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import QuerySet

from reports.models import User

_NAMES, _RIGHTS = "_group_names", "_group_perm_cache"


def groups_of(user: User) -> frozenset[str]:
    """The names of a person's groups."""
    known: frozenset[str] | None = getattr(user, _NAMES, None)  # a request's user is a proxy: no __dict__
    return _read(user) if known is None else known


class ByGroups(ModelBackend):
    """Signs in as Django does; rights are those of the groups."""

    def get_group_permissions(self, user_obj: User | AnonymousUser, obj: Any = None) -> set[str]:
        if isinstance(user_obj, User) and user_obj.is_active and not user_obj.is_superuser and obj is None:
            if not hasattr(user_obj, _RIGHTS):
                _read(user_obj)
            rights: set[str] = getattr(user_obj, _RIGHTS)
            return rights
        every: set[str] = super().get_group_permissions(user_obj, obj)
        return every

    def _get_user_permissions(self, user_obj: User) -> QuerySet[Permission]:  # noqa: ARG002 -- Django's
        return Permission.objects.none()


def _read(user: User) -> frozenset[str]:
    rows = list(
        user.groups.values_list("name", "permissions__content_type__app_label", "permissions__codename")
    )
    names = frozenset(name for name, _, _ in rows)
    setattr(user, _NAMES, names)
    setattr(user, _RIGHTS, {f"{label}.{codename}" for _, label, codename in rows if codename})
    return names
