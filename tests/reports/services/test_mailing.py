"""Mail: written with its cause, sent once by a job, with headers that hold no line of their own."""

import pytest
from django.core import mail as outbox
from django.template import engines
from django.test import override_settings

from reports.models import Job, JobState, Mail
from reports.services import jobs, mailing

pytestmark = pytest.mark.django_db

TEMPLATES = {
    "try/told.txt": "Subject: {{ number }}: we received it\n\nSee {{ site_url }}/requests/\n",
    "try/told.html": "<p>{{ number }}</p>",
}


@pytest.fixture(autouse=True)
def templates() -> object:
    configured = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", TEMPLATES)]},
    }
    with override_settings(TEMPLATES=[configured], SITE_URL="https://house.example"):
        engines.__dict__.pop("templates", None)
        yield


def owe(number: str = "RQ-2026-000001") -> Mail:
    return mailing.queue(
        "try/told", to="alice@client.example", context={"number": number}, key="RQ-2026-000001/received"
    )


def run_all() -> None:
    for job in Job.objects.filter(state=JobState.QUEUED).order_by("id"):
        jobs.run(job.pk)


def test_a_message_is_written_once_for_a_cause_and_sent_once() -> None:
    first, second = owe(), owe()
    run_all()
    run_all()

    assert first == second
    assert [(each.subject, each.to, each.body) for each in outbox.outbox] == [
        (
            "RQ-2026-000001: we received it",
            ["alice@client.example"],
            "See https://house.example/requests/\n",
        )
    ]
    first.refresh_from_db()
    assert first.sent_at is not None


def test_each_try_to_send_carries_the_same_identifier() -> None:
    mail = owe()
    run_all()
    assert outbox.outbox[0].extra_headers == {"Message-ID": "<RQ.2026.000001.received@house.example>"}
    assert mail.message_id == "<RQ.2026.000001.received@house.example>"


def test_a_line_break_in_a_value_makes_no_header() -> None:
    mail = owe("RQ\r\nBcc: everybody@else.example\r\n")
    assert mail.subject == "RQ"
    run_all()
    assert outbox.outbox[0].recipients() == ["alice@client.example"]


def test_a_server_that_refuses_keeps_the_message_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = owe()
    monkeypatch.setattr(
        "django.core.mail.EmailMultiAlternatives.send", lambda self: (_ for _ in ()).throw(OSError("451"))
    )
    run_all()

    mail.refresh_from_db()
    job = Job.objects.get()
    assert (mail.sent_at, job.state, job.attempts) == (None, JobState.QUEUED, 1)
    assert job.not_before > job.created_at
