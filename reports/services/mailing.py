"""Mail as rows: rendered when its cause is recorded, sent by a job, one message for one cause and reader.

A template is a pair of files, `NAME.txt` and `NAME.html`; the first line of the text is `Subject: …`.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models.functions import Now
from django.template.loader import render_to_string

from reports.models import Job, Mail, User
from reports.services import jobs

KIND = "mail"


def queue(template: str, *, to: str, context: Mapping[str, Any], key: str, by: User | None = None) -> Mail:
    """Owe a message, in the caller's transaction; the same `key` again returns the first one.

    `context` is joined by `site_url`; the key says cause and reader, such as `RQ-2026-000123/received`.
    """
    known = Mail.objects.filter(key=key).first()
    if known:
        return known
    values = {**context, "site_url": settings.SITE_URL}
    head, _, text = render_to_string(f"{template}.txt", values).partition("\n")
    subject = " ".join(head.removeprefix("Subject:").split())
    mail = Mail.objects.create(
        key=key,
        to=to,
        subject=subject[:200],
        text=text.strip() + "\n",
        html=render_to_string(f"{template}.html", values),
        message_id=_message_id(key),
    )
    jobs.defer(KIND, mail.pk, by=by)
    return mail


def _message_id(key: str) -> str:
    """The same for each try to send it, so that a receiver can drop the second copy."""
    safe = "".join(letter if letter.isalnum() else "." for letter in key)
    return f"<{safe}@{urlsplit(settings.SITE_URL).hostname}>"


def _send(job: Job, lease: jobs.Lease) -> Mail:
    mail = Mail.objects.get(pk=job.subject)
    if mail.sent_at is None:
        lease.stage("sending")
        message = EmailMultiAlternatives(
            mail.subject, mail.text, to=[mail.to], headers={"Message-ID": mail.message_id}
        )
        message.attach_alternative(mail.html, "text/html")
        message.send()
    return mail


def _record(_job: Job, mail: Mail) -> None:
    Mail.objects.filter(pk=mail.pk, sent_at__isnull=True).update(sent_at=Now())


jobs.register(
    jobs.Kind(
        name=KIND,
        prepare=_send,
        record=_record,
        delays=tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 180, 360, 720, 720, 720)),
    )
)
