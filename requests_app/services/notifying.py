"""Tells a client by mail what happened: which number, why, and where to read more.

A mail is stored and forwarded in the clear by others, so it never holds a word of what was asked.
"""

from reports.models import Mail
from reports.services import mailing
from requests_app.models import ReportRequest, RequestEvent
from requests_app.services import links


def tell_client(request: ReportRequest, event: RequestEvent) -> Mail | None:
    """Owe the mail that the event's row names, in the caller's transaction; None when it names none."""
    if not event.row.mail:
        return None
    return mailing.queue(
        f"requests_app/mail/{event.row.mail}",
        to=request.email,
        context={"number": request.number, "link": links.address_of(request)},
        key=f"{request.number}/{event.row.mail}",
    )
