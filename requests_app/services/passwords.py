"""Keeps the password that a request's report is sent with: sealed, replaced or removed, never shown again.

It is sealed under a key made from the house's own and from the request's, so a copy of the tables opens
nothing and a seal that is moved to another request is worth nothing. Who changed it and when is kept.
"""

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction

from reports.models import Edition, User
from reports.services import locks
from reports.services.boxes import box
from requests_app.domain.workflow import Status
from requests_app.models import PasswordAct, PasswordChange, ReportRequest
from requests_app.services.transitions import TransitionRefused

_UNANSWERED = frozenset({Status.DECLINED, Status.WITHDRAWN})


@transaction.atomic
def put(request: ReportRequest, password: str, *, by: User) -> PasswordChange:
    """Lock every later copy of the request's report with this password; raises TransitionRefused."""
    here = ReportRequest.objects.select_for_update().get(pk=request.pk)
    if here.stage in _UNANSWERED:
        raise TransitionRefused(f"The request is {here.status}: no report goes out that could be locked.")
    act = PasswordAct.CHANGED if _forget(here) else PasswordAct.SET
    sealed = _box(here).encrypt(password.encode()).decode()
    return PasswordChange.objects.create(request=here, act=act, sealed=sealed, by=by)


@transaction.atomic
def remove(request: ReportRequest, *, by: User) -> PasswordChange:
    """Send later copies open again; raises TransitionRefused when there is no password."""
    here = ReportRequest.objects.select_for_update().get(pk=request.pk)
    if not _forget(here):
        raise TransitionRefused("No password is set; there is nothing to remove.")
    return PasswordChange.objects.create(request=here, act=PasswordAct.REMOVED, by=by)


def is_set(request: ReportRequest) -> bool:
    """Whether the request's report leaves locked."""
    return request.password_changes.exclude(sealed="").exists()


def password_of(edition: Edition) -> str:
    """The password of the request that this edition answers, empty for none. Raises LockFailedError."""
    known = PasswordChange.objects.exclude(sealed="").filter(request__report=edition.report_id)
    change = known.select_related("request").first()
    if change is None:
        return ""
    try:
        return _box(change.request).decrypt(change.sealed).decode()
    except InvalidToken as problem:
        raise locks.LockFailedError(
            f"The password of {change.request.number} cannot be opened, because the house’s SECRET_KEY was "
            "changed. Set it anew on the page of the request."
        ) from problem


def _forget(request: ReportRequest) -> bool:
    """Clear what was sealed; whether anything was."""
    return bool(request.password_changes.exclude(sealed="").update(sealed=""))


def _box(request: ReportRequest) -> Fernet:
    return box("password of a delivery", request.key.bytes)


locks.register(password_of)
