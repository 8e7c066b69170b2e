"""Notices of failed delivery: believed where they are about a mail of ours, and nowhere else."""

import io
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.models import Mail
from reports.services import bouncing
from reports.services.bouncing import BounceRefused

pytestmark = pytest.mark.django_db

OURS = "<RQ.2026.000001.question.7@house.example>"
NOTICE = """\
From: MAILER-DAEMON@mx.example
To: post@house.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain

I am sorry.
--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 2 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{address}>:
 no such person here

--cut
Content-Type: {returned}

From: post@house.example
To: {address}
Message-ID: {identifier}
Subject: RQ-2026-000001: a question for you

--cut--
"""


def notice(
    *,
    address: str = "alice@client.example",
    action: str = "failed",
    identifier: str = OURS,
    returned: str = "message/rfc822",
) -> bytes:
    return NOTICE.format(address=address, action=action, identifier=identifier, returned=returned).encode()


@pytest.fixture
def mail() -> Mail:
    return Mail.objects.create(
        key="RQ-2026-000001/question/7",
        to="Alice@client.example",
        subject="RQ-2026-000001: a question for you",
        text="There is one.",
        reference="RQ-2026-000001",
        message_id=OURS,
    )


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_notice_marks_the_mail_with_its_reason(mail: Mail, returned: str) -> None:
    assert bouncing.record(bouncing.read(notice(returned=returned))) == [mail]
    mail.refresh_from_db()
    assert mail.bounced_at is not None
    assert mail.bounce_reason == "5.1.1 550 5.1.1 <alice@client.example>: no such person here"


@pytest.mark.parametrize(
    "forged",
    [
        notice(address="charlie@elsewhere.example"),
        notice(identifier="<other@house.example>"),
        notice(action="delayed"),
        notice(action="delivered"),
    ],
)
def test_what_is_about_no_failed_mail_of_ours_marks_nothing(mail: Mail, forged: bytes) -> None:
    assert bouncing.record(bouncing.read(forged)) == []
    mail.refresh_from_db()
    assert (mail.bounced_at, mail.bounce_reason) == (None, "")


def test_the_first_notice_counts(mail: Mail) -> None:
    bouncing.record(bouncing.read(notice()))
    mail.refresh_from_db()
    first = (mail.bounced_at, mail.bounce_reason)
    bouncing.record(bouncing.read(notice().replace(b"no such person", b"over quota")))
    mail.refresh_from_db()
    assert (mail.bounced_at, mail.bounce_reason) == first


def _letter() -> bytes:
    letter = EmailMessage()
    letter["Subject"] = "Out of office"
    letter.set_content("Back on Monday.")
    return letter.as_bytes()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (_letter(), "no delivery status"),
        (b"\xff\x00\xfe not a mail", "no delivery status"),
        (b"", "no delivery status"),
        (notice(identifier=""), "does not return the identifier"),
        (b"x" * (bouncing.MOST_BYTES + 1), "at most"),
        (b"Content-Type: message/delivery-status\n\n", "does not return the identifier"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(raw: bytes, says: str) -> None:
    with pytest.raises(BounceRefused, match=says):
        bouncing.read(raw)


def test_a_reason_is_one_line_that_can_be_shown(mail: Mail) -> None:
    raw = notice().replace(b"no such person here", b"no\x07 such \x1b[31m" + b"person " * 100)
    bouncing.record(bouncing.read(raw))
    mail.refresh_from_db()
    assert mail.bounce_reason.isprintable()
    assert len(mail.bounce_reason) <= 300


def test_the_command_reads_a_file_and_says_what_it_marked(mail: Mail, tmp_path: Path) -> None:
    (tmp_path / "notice.eml").write_bytes(notice())
    said = io.StringIO()
    call_command("record_bounce", tmp_path / "notice.eml", stdout=said)
    assert said.getvalue() == "Marked: RQ-2026-000001.\n"
    with pytest.raises(CommandError, match="No such file"):
        call_command("record_bounce", tmp_path / "nothing.eml")
