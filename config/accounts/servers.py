"""Talking to an organisation's own server, which may be away, slow or wrong: a page says so each time.

allauth believes what such a server answers; here the answer is looked at first, so that no junk becomes a
fault of ours and nothing is taken for a confirmed address that is not called one.
"""

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
_LONGEST_SUBJECT = 191  # as the column


class WrongAnswerError(RequestException):
    """The server answered, and not as OpenID Connect says."""


class Server(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """An organisation's server, whose answers are checked."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Where the server wants to be asked what."""
        try:
            config = super().openid_config
        except (AttributeError, TypeError, ValueError) as fault:
            raise WrongAnswerError("The configuration is no object.") from fault
        if not all(str(config.get(each)).startswith(("https://", "http://")) for each in _ENDPOINTS):
            raise WrongAnswerError("The configuration lacks an address.")
        if not isinstance(config.get("issuer"), str):
            raise WrongAnswerError("The configuration lacks its issuer.")
        return config  # type: ignore[no-any-return]

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        return checked(super()._fetch_user_info(access_token))

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        return checked(super()._decode_id_token(app, id_token))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **about: Any) -> Any:
        """Both answers speak of one person, or of nobody (OpenID Connect Core 1.0, 5.3.2)."""
        login = super().complete_login(request, app, token, **about)
        told = login.account.extra_data
        if len({each["sub"] for each in (told.get("userinfo"), told.get("id_token")) if each}) != 1:
            raise WrongAnswerError("Two answers speak of two people.")
        return login


def checked(claims: Any) -> dict[str, Any]:
    """What a server says of a person, in the types that it should have; an address is confirmed or is not."""
    if not isinstance(claims, dict):
        raise WrongAnswerError("What is said of a person is no object.")
    subject = claims.get("sub")
    if not (isinstance(subject, str) and 0 < len(subject) <= _LONGEST_SUBJECT):
        raise WrongAnswerError("A person has no name of its own.")
    if not all(isinstance(claims.get(each) or "", str) for each in ("email", "name")):
        raise WrongAnswerError("An address or a name is no text.")
    return claims | {"email_verified": claims.get("email_verified") in (True, "true")}


@login_not_required  # type: ignore[untyped-decorator]
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Audience: everybody who knows the address. Goes to the organisation's server."""
    return _with(request, OAuth2LoginView, provider_id)


@login_not_required  # type: ignore[untyped-decorator]
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Audience: whoever comes back from the organisation's server."""
    return _with(request, OAuth2CallbackView, provider_id)


def away(request: HttpRequest) -> HttpResponse:
    """The page that says so; it names nobody."""
    return render(request, "socialaccount/server_away.html", status=502)


def _with(request: HttpRequest, view: Any, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(Server(request, provider_id))(request)
        return answer
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    except RequestException:
        return away(request)
    except IntegrityError:  # of two who come at once with one new address, one begins again
        return render(request, "socialaccount/authentication_error.html", status=409)
