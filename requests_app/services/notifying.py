"""Tells a client by mail what happened: which number, why, and where to read more.

A mail is stored and forwarded in the clear by others, so it never holds a word of what was asked.
"""

import hashlib

from django.conf import settings

from reports.models import Download, Edition, Mail
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


def tell_readers(request: ReportRequest, edition: Edition) -> None:
    """Owe the news of a corrected edition to the client and to everybody who took an earlier one, once each.

    The client's mail holds the link that is its alone; the others sign in as they did before.
    """
    asker = request.email.casefold()
    taken = Download.objects.filter(edition__report=edition.report_id, edition__number__lt=edition.number)
    others = {each.casefold(): each for each in taken.values_list("address", flat=True) if each}
    others.pop(asker, None)
    cause = f"{request.number}/corrected/{edition.number}"
    mailing.queue(
        "requests_app/mail/corrected",
        to=request.email,
        context={"number": request.number, "link": links.address_of(request)},
        key=cause,
    )
    for name, address in sorted(others.items()):
        mailing.queue(
            "requests_app/mail/corrected_reader",
            to=address,
            context={"number": request.number, "link": settings.SITE_URL + request.get_absolute_url()},
            key=f"{cause}/{hashlib.sha256(name.encode()).hexdigest()[:16]}",
        )
