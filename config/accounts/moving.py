"""A change of address: the old one agrees first, then the new one is proven; only then does it change.

What is under way stays in the session, so it is worth nothing in another browser and ends with it.
"""

import time
from dataclasses import asdict, dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.core.internal.cryptokit import compare_user_code, generate_user_code
from django.conf import settings
from django.http import HttpRequest

from reports.models import User

TRIES = 3
_KEPT = "moving_address"


@dataclass(frozen=True, slots=True)
class Move:
    """An address that somebody wants to leave for another; `at` is in seconds since 1970."""

    new: str
    code: str
    at: float
    failed: int = 0


def begin(request: HttpRequest, user: User, new: str) -> None:
    """Mail a code to the address that is to be left."""
    move = Move(new=new, code=generate_user_code(), at=time.time())
    request.session[_KEPT] = asdict(move)
    get_adapter().send_mail("account/email/leaving", user.email, {"code": move.code})


def current(request: HttpRequest) -> Move | None:
    """The change that is under way in this browser, while its code holds."""
    kept: dict[str, Any] | None = request.session.get(_KEPT)
    if kept is None:
        return None
    move = Move(**kept)
    return move if time.time() - move.at < settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT else None


def agree(request: HttpRequest, move: Move, code: str) -> bool:
    """Whether the code is right; after three that are not, the change is given up."""
    if compare_user_code(actual=code, expected=move.code):
        stop(request)
        return True
    failed = move.failed + 1
    request.session[_KEPT] = asdict(move) | {"failed": failed}
    if failed >= TRIES:
        stop(request)
    return False


def prove(request: HttpRequest, user: User, move: Move) -> None:
    """Mail a code to the new address; one that has an account gets a letter that says so, and no code."""
    taken = User.objects.filter(email=move.new).exclude(pk=user.pk).exists()
    EmailVerificationProcess.initiate(request=request, user=None if taken else user, email=move.new)


def stop(request: HttpRequest) -> None:
    """Give the change up."""
    request.session.pop(_KEPT, None)
