"""Tells client and staff by mail what happened: which number, why, and where to read more.

A mail is stored and forwarded in the clear by others, so it never holds a word of what was asked or answered:
a template is given the number, a link and a reason of the table, and nothing else.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from reports.models import Download, Edition, Mail, User
from reports.services import mailing
from requests_app.domain.workflow import Actor, Status
from requests_app.models import Clarification, ReportRequest, RequestEvent
from requests_app.services import contacts

HOME = "requests_app/mail"


def tell_client(request: ReportRequest, event: RequestEvent) -> Mail | None:
    """Owe the mail that the event's row names, in the caller's transaction; None when it names none.

    A report that is delivered again is no news by itself: `tell_readers` says what was corrected.
    """
    row = event.row
    if not row.mail or (row.target is Status.DELIVERED and _was_delivered_before(event)):
        return None
    return _to_client(request, row.mail, f"{row.mail}/{event.pk}", is_optional=row.mail_is_optional)


def _was_delivered_before(event: RequestEvent) -> bool:
    earlier = RequestEvent.objects.filter(request=event.request_id, target=Status.DELIVERED.value)
    return earlier.exclude(pk=event.pk).exists()


def tell_client_of_message(request: ReportRequest, message: Clarification) -> Mail | None:
    """Owe the mail about a message of the house; one that asks for nothing can be done without."""
    template = "question" if message.waits else "message"
    return _to_client(request, template, f"message/{message.pk}", is_optional=not message.waits)


def tell_staff(request: ReportRequest, event: RequestEvent) -> Mail | None:
    """Owe whoever has the request the mail that the row names for it, when a client took the row."""
    if not event.row.staff_mail or event.actor != Actor.CLIENT.value:
        return None
    return _to_staff(request, event.row.staff_mail, f"staff/{event.row.name}/{event.pk}")


def tell_staff_of_message(request: ReportRequest, message: Clarification) -> Mail | None:
    """Owe whoever has the request the mail that the client wrote."""
    return _to_staff(request, "the client wrote", f"staff/message/{message.pk}")


def _to_client(request: ReportRequest, template: str, cause: str, *, is_optional: bool) -> Mail | None:
    owe = mailing.queue_optional if is_optional else mailing.queue
    address, link = contacts.reach(request)
    return owe(
        f"{HOME}/{template}",
        to=address,
        context={"number": request.number, "link": link},
        key=f"{request.number}/{cause}",
        reference=request.number,
    )


def _to_staff(request: ReportRequest, reason: str, cause: str) -> Mail | None:
    """None where the request is nobody's: the queue shows it to all of them."""
    somebody = request.assigned_to
    if somebody is None or not somebody.is_active:
        return None
    return _to_person(request, somebody, reason, cause)


def tell_reviewer(request: ReportRequest, reviewer: User) -> Mail:
    """Owe somebody the mail that it was asked to review a request."""
    return _to_person(request, reviewer, "you are asked to review it", f"staff/review/{reviewer.pk}")


def _to_person(request: ReportRequest, somebody: User, reason: str, cause: str) -> Mail:
    place = reverse("admin:requests_app_reportrequest_change", args=[request.pk])
    return mailing.queue(
        f"{HOME}/to_staff",
        to=somebody.email,
        context={"number": request.number, "reason": reason, "link": settings.SITE_URL + place},
        key=f"{request.number}/{cause}",
        reference=request.number,
    )


def tell_readers(request: ReportRequest, edition: Edition) -> None:
    """Owe the news of a corrected edition to the client and to everybody who took an earlier one, once each.

    The client's mail holds the link that is its alone; the others sign in as they did before.
    """
    cause = f"{request.number}/corrected/{edition.number}"
    address, link = contacts.reach(request)
    mailing.queue(
        f"{HOME}/corrected",
        to=address,
        context={"number": request.number, "link": link},
        key=cause,
        reference=request.number,
    )
    others = _takers(edition)
    others.pop(address.casefold(), None)
    for address, page in sorted(others.items()):
        mailing.queue(
            f"{HOME}/corrected_reader",
            to=address,
            context={"number": request.number, "link": settings.SITE_URL + page(request)},
            key=f"{cause}/{hashlib.sha256(address.encode()).hexdigest()[:16]}",
            reference=request.number,
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
