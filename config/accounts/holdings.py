"""What allauth holds about a person: told without secrets, and forgotten with the account.

Importing this makes it known; the apps do not know that allauth is there.
"""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.db.models import Model

from config.accounts.devices import browser_of
from reports.models import User
from reports.services import holdings
from reports.services.holdings import Holding, Leaving


def _of(model: type[Model], **columns: str) -> Any:
    def tell(user: User) -> Iterator[dict[str, Any]]:
        found = model._default_manager.filter(user=user).order_by("pk").values_list(*columns.values())
        return (dict(zip(columns, values, strict=True)) for values in found)

    return tell


def _sessions(user: User) -> Iterator[dict[str, Any]]:
    for session in UserSession.objects.filter(user=user).order_by("pk"):
        browser = browser_of(session.user_agent)
        yield {"browser": browser, "network address": session.ip, "since": session.created_at}


def _forget(model: type[Model]) -> Any:
    def forget(gone: Leaving) -> None:
        model._default_manager.filter(user=gone.user).delete()

    return forget


holdings.register(
    Holding(
        EmailAddress,
        "addresses-for-sign-in",
        _of(EmailAddress, address="email", proven="verified"),
        _forget(EmailAddress),
    ),
    Holding(
        Authenticator,
        "second-factors",
        _of(Authenticator, kind="type", added="created_at", last_used="last_used_at"),
        _forget(Authenticator),
    ),
    Holding(
        SocialAccount,
        "sign-in-by-the-organisation",
        _of(SocialAccount, added="date_joined", last_used="last_login"),
        _forget(SocialAccount),
    ),
    Holding(UserSession, "open-sessions", _sessions, _forget(UserSession)),
)
holdings.nothing_in(
    "It belongs to a row of allauth that is forgotten, or is not used here.",
    *(EmailConfirmation, SocialToken, SocialApp),
)
