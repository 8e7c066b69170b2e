"""Mail as rows: rendered when its cause is recorded, sent by a job, one message for one cause and reader.

A template is a pair of files, `NAME.txt` and `NAME.html`; the first line of the text is `Subject: …`. What a
reader can do without says so in its headers, and is not sent to an address that refuses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from reports.models import Job, Mail, MailRefusal, User
from reports.services import holdings, jobs

KIND = "mail"
_SIGNER = Signer(salt="reports.services.mailing.stop")


@dataclass(frozen=True, slots=True)
class Letter:
    """A rendered message, before it is anybody's."""

    subject: str
    text: str
    html: str


def render(template: str, context: Mapping[str, Any]) -> Letter:
    """The message that a template makes; `context` is joined by `site_url`.

    The subject is one line whatever a value holds, so no value can add a header.
    """
    values = {**context, "site_url": settings.SITE_URL}
    head, _, text = render_to_string(f"{template}.txt", values).partition("\n")
    subject = " ".join(head.removeprefix("Subject:").split())
    html = render_to_string(f"{template}.html", values)
    return Letter(subject[:200], text.strip() + "\n", html)


def queue(
    template: str,
    *,
    to: str,
    context: Mapping[str, Any],
    key: str,
    by: User | None = None,
    reference: str = "",
    passes: bool = False,
) -> Mail:
    """Owe a message, in the caller's transaction; the same `key` again returns the first one.

    The key says cause and reader, such as `RQ-2026-000123/received`; `reference` the number that it is about.
    What `passes` holds a code: its text is erased once it is sent.
    """
    known = Mail.objects.filter(key=key).first()
    return known or _owe(render(template, context), to, key, by, reference, passes=passes)


def queue_optional(
    template: str,
    *,
    to: str,
    context: Mapping[str, Any],
    key: str,
    by: User | None = None,
    reference: str = "",
) -> Mail | None:
    """Owe a message that its reader can do without; None where the address refuses those."""
    known = Mail.objects.filter(key=key).first()
    if known or refuses(to):
        return known
    mail = _owe(render(template, context), to, key, by, reference, is_optional=True)
    # The way to stop such mail names the row, so the row comes first.
    letter = render(template, {**context, "stop": stopping_address(mail)})
    mail.text, mail.html = letter.text, letter.html
    mail.save(update_fields=["text", "html"])
    return mail


def refuses(address: str) -> bool:
    """Whether an address wants no mail that it can do without."""
    return MailRefusal.objects.filter(address=address.lower()).exists()


def stop(mail: Mail) -> None:
    """Send no optional mail to this reader any more; twice is as good as once."""
    choose(mail.to, wanted=False)


def resume(mail: Mail) -> None:
    """Send optional mail to this reader again."""
    choose(mail.to, wanted=True)


def choose(address: str, *, wanted: bool) -> None:
    """An address wants mail that it can do without, or no longer; twice is as good as once."""
    if wanted:
        MailRefusal.objects.filter(address=address.lower()).delete()
    else:
        MailRefusal.objects.get_or_create(address=address.lower())


def stopping_address(mail: Mail) -> str:
    """Where one press stops such mail: it names a message, not its reader, and cannot be guessed."""
    return settings.SITE_URL + reverse("reports:mail-stop", args=[_SIGNER.sign(str(mail.pk))])


def mail_of(token: str) -> Mail | None:
    """The optional message whose address for stopping holds this token; None for anything else."""
    try:
        return Mail.objects.filter(pk=int(_SIGNER.unsign(token)), is_optional=True).first()
    except (BadSignature, ValueError):
        return None


def _owe(
    letter: Letter,
    to: str,
    key: str,
    by: User | None,
    reference: str,
    *,
    is_optional: bool = False,
    passes: bool = False,
) -> Mail:
    mail = Mail.objects.create(
        key=key,
        to=to,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        reference=reference,
        is_optional=is_optional,
        passes=passes,
        message_id=_message_id(key),
    )
    jobs.defer_for_new(KIND, mail.pk, by=by)
    return mail


def _message_id(key: str) -> str:
    """The same for each try to send it, so that a receiver can drop the second copy."""
    safe = "".join(letter if letter.isalnum() else "." for letter in key)
    return f"<{safe}@{urlsplit(settings.SITE_URL).hostname}>"


def _send(job: Job, lease: jobs.Lease) -> Mail:
    mail = Mail.objects.get(pk=job.subject)
    if holdings.is_former(mail.to):
        return mail  # its reader was erased, and there is nobody at that address
    if mail.sent_at is None:
        lease.stage("sending")
        message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=_headers(mail))
        message.attach_alternative(mail.html, "text/html")
        message.send()
    return mail


def _headers(mail: Mail) -> dict[str, str]:
    """Its identifier, and the way to stop such mail by one press (RFC 8058) where it can be stopped."""
    headers = {"Message-ID": mail.message_id}
    if mail.is_optional:
        headers["List-Unsubscribe"] = f"<{stopping_address(mail)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _record(_job: Job, mail: Mail) -> None:
    if holdings.is_former(mail.to):
        return
    Mail.objects.filter(pk=mail.pk, sent_at__isnull=True).update(sent_at=Now())
    if mail.passes:
        Mail.objects.filter(pk=mail.pk).update(text="", html="")


jobs.register(
    jobs.Kind(
        name=KIND,
        prepare=_send,
        record=_record,
        delays=tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 180, 360, 720, 720, 720)),
    )
)
