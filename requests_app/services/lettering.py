"""Every mail that the table can cause, as it would look: what staff reads before a client ever does.

The samples are rendered by the templates themselves with an invented number, so they cannot differ from what
is sent.
"""

from dataclasses import dataclass

from django.conf import settings

from reports.services import mailing
from requests_app.domain.workflow import TRANSITIONS
from requests_app.services.notifying import HOME

NUMBER = "RQ-2026-000123"


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail: its name in an address, what causes it, who reads it, and the letter itself."""

    name: str
    cause: str
    reader: str
    letter: mailing.Letter
    is_optional: bool = False


def samples() -> list[Sample]:
    """All of them, in the order of the table: to the client first, then to whoever has the request."""
    rows = [row for row in TRANSITIONS if row.mail]
    client = [_to_client(row.mail, row.name, row.label, is_optional=row.mail_is_optional) for row in rows]
    client += [
        _to_client("question", "question", "A question while we write"),
        _to_client("message", "message", "A message of the house", is_optional=True),
    ]
    told = [(row.name, row.label, row.staff_mail) for row in TRANSITIONS if row.staff_mail]
    told.append(("message", "A message of the client", "the client wrote"))
    return client + [_to_staff(name, cause, reason) for name, cause, reason in told]


def _to_client(template: str, name: str, cause: str, *, is_optional: bool = False) -> Sample:
    context = {"number": NUMBER, "link": f"{settings.SITE_URL}/requests/open/…/"}
    if is_optional:
        context["stop"] = f"{settings.SITE_URL}/mail/stop/…/"
    letter = mailing.render(f"{HOME}/{template}", context)
    return Sample(f"client-{name}".replace("_", "-"), cause, "The client", letter, is_optional)


def _to_staff(name: str, cause: str, reason: str) -> Sample:
    context = {"number": NUMBER, "reason": reason, "link": f"{settings.SITE_URL}/staff/…/"}
    letter = mailing.render(f"{HOME}/to_staff", context)
    return Sample(f"staff-{name}".replace("_", "-"), cause, "Whoever has it", letter)
