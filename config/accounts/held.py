"""A POST that waits until its sender has shown who it is: sealed, for ten minutes, for that person, once.

allauth would keep it in the session as it came, with the passwords that were typed and the cookie; a copy of
the tables or of a backup would tell them.
"""

import json
import time
from uuid import uuid4

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse

from reports.services.boxes import box

SECONDS = 600
_GONE = (
    "What waits for a proof is kept for ten minutes and done once. Nothing was done now: look whether it was "
    "done before, then type it again."
)


def seal(request: HttpRequest) -> None:
    """Seal what was kept during this request, and drop what was kept too long ago."""
    if not request.session.accessed:
        return
    kept = request.session.get(STATE_SESSION_KEY)
    if not isinstance(kept, dict):
        return
    if "request" in kept:
        what = {
            "id": uuid4().hex,
            "by": request.user.pk,
            "path": request.get_full_path(),
            "typed": request.POST.urlencode(),
        }
        sealed = _box().encrypt(json.dumps(what).encode()).decode()
        kept = {"state": sealed, "callback": f"{__name__}.resume", "at": time.time()}
        request.session[STATE_SESSION_KEY] = kept
    elif time.time() - kept.get("at", 0) > SECONDS:
        del request.session[STATE_SESSION_KEY]


def resume(request: HttpRequest, sealed: str) -> HttpResponseBase:
    """Do what waited, unless it is of somebody else, too old, done, or for another page than is asked for."""
    where = get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL
    try:
        what = json.loads(_box().decrypt(sealed, ttl=SECONDS))
    except InvalidToken:
        what = {"by": None}
    if what["by"] == request.user.pk and what["path"] != where:
        return HttpResponseRedirect(where)
    if what["by"] != request.user.pk or not cache.add(f"held/{what['id']}", 1, SECONDS):
        messages.error(request, _GONE)
        return HttpResponseRedirect(reverse("account"))
    path, _, asked = where.partition("?")
    request.GET, request.POST = QueryDict(asked), QueryDict(what["typed"])
    request.path = request.path_info = path
    request.META["QUERY_STRING"], request.META["PATH_INFO"] = asked, path
    view = resolve(path)
    answer: HttpResponseBase = view.func(request, *view.args, **view.kwargs)
    return answer


def _box() -> Fernet:
    return box("what waits for a proof")
