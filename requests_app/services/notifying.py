"""Tells a client by mail what happened: which number, why, and where to read more.

A mail is stored and forwarded in the clear by others, so it never holds a word of what was asked.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

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
    cause = f"{request.number}/corrected/{edition.number}"
    mailing.queue(
        "requests_app/mail/corrected",
        to=request.email,
        context={"number": request.number, "link": links.address_of(request)},
        key=cause,
    )
    others = _takers(edition)
    others.pop(request.email.casefold(), None)
    for address, page in sorted(others.items()):
        mailing.queue(
            "requests_app/mail/corrected_reader",
            to=address,
            context={"number": request.number, "link": settings.SITE_URL + page(request)},
            key=f"{cause}/{hashlib.sha256(address.encode()).hexdigest()[:16]}",
        )


def _takers(edition: Edition) -> dict[str, Callable[[ReportRequest], str]]:
    """The address of each who took an earlier edition, and the page on which it finds the new one."""
    taken = Download.objects.filter(edition__report=edition.report_id, edition__number__lt=edition.number)
    rows = taken.exclude(address="").values_list("address", "reader__is_staff")
    return {address.casefold(): _at_the_desk if is_staff else _of_the_client for address, is_staff in rows}


def _of_the_client(request: ReportRequest) -> str:
    return request.get_absolute_url()


def _at_the_desk(request: ReportRequest) -> str:
    return reverse("admin:requests_app_reportrequest_change", args=[request.pk])
