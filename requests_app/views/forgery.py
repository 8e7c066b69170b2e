"""A form whose token does not fit any more keeps what was typed: it is shown again, with a new token.

Somebody who signs in or out in another tab changes the token of every open form; the text in it must not pay
for that. Nothing is written for such a form.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

SENTENCE = (
    "This page had been open for too long, or you signed in or out in another window. Nothing is lost: press "
    "the button once more. If it happens again, allow cookies for this site."
)
View = Callable[..., HttpResponse]


class _Check(CsrfViewMiddleware):
    def _reject(self, _request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


def shown_again_when_forged(view: View) -> View:
    """The view is told, by `forged`, whether the form's token is wrong; then it writes nothing."""

    @csrf_exempt
    @wraps(view)
    def checked(http: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check = _Check(lambda _http: HttpResponse())
        check.process_request(http)
        forged = check.process_view(http, view, (), {}) is not None
        return view(http, *args, forged=forged, **kwargs)

    return checked
