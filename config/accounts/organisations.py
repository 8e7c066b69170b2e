"""Sign-in by an organisation's own server (OpenID Connect): its rows become what allauth calls an app.

An organisation vouches for addresses of its domains alone, and only for those that its server calls verified;
so it can open no account of anybody else.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from requests import RequestException

from config.accounts import servers
from reports.models import IdentityProvider, User
from reports.services import identity

KIND = "openid_connect"


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What allauth asks about sign-in by others."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one app of this key. Without a key there is none: a list would tell who our clients are."""
        found = IdentityProvider.objects.filter(key=provider or "", is_active=True).select_related(
            "organisation"
        )
        return [_app(each) for each in found if client_id in (None, each.client_id)]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """What allauth makes of the app, asking the server in our careful way."""
        found = super().get_provider(request, provider, client_id=client_id)
        found.oauth2_adapter_class = servers.Server
        return found

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """All of a new person, or nothing."""
        with transaction.atomic():
            saved: User = super().save_user(request, sociallogin, form=form)
            return saved

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Turn away whoever the organisation may not vouch for."""
        provider = _provider_of(sociallogin)
        proven = [each.email for each in sociallogin.email_addresses if each.verified]
        if provider is None or not any(identity.vouches_for(provider, each) for each in proven):
            raise ImmediateHttpResponse(render(request, "socialaccount/not_vouched.html", status=403))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **about: Any) -> None:
        """A server that is away or answers wrongly is another thing than a proof that failed."""
        if isinstance(about.get("exception"), RequestException):
            raise ImmediateHttpResponse(servers.away(request))

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Whether an account with this address may be opened by it."""
        provider = _provider_of(login)
        return provider is not None and identity.vouches_for(provider, email)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """The name and the address that the organisation's server tells; the address is proven."""
        user: User = sociallogin.user
        user.email = (data.get("email") or "").strip().lower()
        user.name = (data.get("name") or user.email.partition("@")[0])[:120]
        user.address_proven_at = timezone.now()
        return user


def admitted(login: SocialLogin | None, user: User) -> None:
    """Make a member of whoever has signed in so."""
    provider = _provider_of(login) if login else None
    if provider:
        identity.admit(provider, user)


def _provider_of(login: SocialLogin) -> IdentityProvider | None:
    return IdentityProvider.objects.filter(key=login.account.provider, is_active=True).first()


def _app(provider: IdentityProvider) -> SocialApp:
    return SocialApp(
        provider=KIND,
        provider_id=provider.key,
        name=provider.organisation.name,
        client_id=provider.client_id,
        secret=identity.secret_of(provider),
        settings={"server_url": provider.issuer},
    )
