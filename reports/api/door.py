"""The door of the API: a token in the header says for whom a program reads; a session says nothing here.

Each refusal is a sentence in JSON. An unknown, an expired and a revoked token get the same one, by the same
work.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from reports.models import User
from reports.services import tokens

METHODS = ("GET", "HEAD")
NO_TOKEN = "Send a token that is open, in the header “Authorization: Bearer tb_…”."  # noqa: S105 -- a sentence
NOTHING = "There is nothing at this address for you."
ONLY_READ = "This address is only read."
TOO_OFTEN = "This token was used too often within a minute. Wait, then go on."


def for_token(view: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponseBase]:
    """Let a view answer whoever holds a token, with the token's person as its first argument."""

    @csrf_exempt  # what is sent is refused, in JSON
    @wraps(view)
    def opened(http: HttpRequest, **named: Any) -> HttpResponseBase:
        answer = _answer(http, view, named)
        answer["Cache-Control"] = "private, no-store"
        patch_vary_headers(answer, ["Authorization"])
        return answer

    return opened


def _answer(http: HttpRequest, view: Callable[..., dict[str, Any]], named: dict[str, Any]) -> JsonResponse:
    if http.method not in METHODS:
        return _refused(ONLY_READ, 405, Allow=", ".join(METHODS))
    secret = _secret_of(http)
    person: User | None = tokens.reader(secret)
    if person is None:
        return _refused(NO_TOKEN, 401, **{"WWW-Authenticate": "Bearer"})
    if seconds := tokens.seconds_to_wait(secret):
        return _refused(TOO_OFTEN, 429, **{"Retry-After": str(seconds)})
    try:
        return JsonResponse(view(person, **named), json_dumps_params={"ensure_ascii": False})
    except Http404:
        return _refused(NOTHING, 404)


def _secret_of(http: HttpRequest) -> str:
    kind, _, secret = http.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.casefold() == "bearer" else ""


def _refused(sentence: str, status: int, **headers: str) -> JsonResponse:
    said = {"ensure_ascii": False}
    return JsonResponse({"error": sentence}, status=status, headers=headers, json_dumps_params=said)
