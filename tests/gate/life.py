"""A request that lives its whole life with a word of its own in each field, through HTTP and with its errors.

Each word is kept with those who may read it; whatever else holds one of them has leaked.
"""

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from reports.models import Job, JobState, Mail, Publication, Report, User
from reports.rendering import sandbox
from reports.rendering.printed import RenderFailed
from reports.services import bouncing, jobs, publishing, snapshots
from requests_app.domain.reviewing import STANDARDS
from requests_app.models import ReportRequest
from requests_app.services import reviewing
from tests import factories
from tests.gate.table import CLIENT, DESK, HOME, NOBODY, READERS, SUBSCRIBERS, Who
from tests.requests_app import asking

PDF = b"%%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n%%%s"
HOUSE = DESK | {"frank"}


@dataclass
class Words:
    """The words that were planted: for each, where it stands and who may read it."""

    planted: dict[str, tuple[str, Who]] = field(default_factory=dict)

    def new(self, place: str, readers: Who) -> str:
        word = f"qx{len(self.planted):02d}{place.replace(' ', '')}zy"
        self.planted[word] = (place, readers)
        return word

    def found(self, text: str, *, by: str = "") -> list[str]:
        """The places whose words stand in a text that somebody, or everybody, may read."""
        seen = text.casefold()
        if "qx" not in seen:
            return []
        return [
            place for word, (place, readers) in self.planted.items() if by not in readers and word in seen
        ]


@dataclass
class Lived:
    words: Words
    request: ReportRequest
    briefing: Publication
    answers: list[Any]
    """What was answered on the way, errors and all."""


class Life:
    """The steps, in order; every answer is kept."""

    def __init__(self, people: dict[str, User | None]) -> None:
        self.words, self.answers = Words(), []
        self.people = {who: Client(raise_request_exception=False) for who in people}
        for who, user in people.items():
            if user:
                self.people[who].force_login(user, "reports.services.rights.ByGroups")

    def live(self) -> Lived:
        briefing = self.publish()
        request = self.ask()
        self.talk(request)
        self.agree(request)
        self.write(request)
        self.review(request)
        self.take(request)
        request.refresh_from_db()
        return Lived(self.words, request, briefing, self.answers)

    def does(self, who: str, address: str, values: dict[str, Any] | None = None) -> Any:
        ask = self.people[who]
        answer = ask.get(address) if values is None else ask.post(address, values)
        self.answers.append(answer)
        return answer

    def publish(self) -> Publication:
        """A subscribers' briefing with a word in each of its locked parts."""
        briefing = factories.briefing("planted-files-1-1", series="Locked Files")
        _plant(briefing.report, lambda place: self.words.new(f"briefing {place}", SUBSCRIBERS))
        edition = factories.edition_of(briefing.report, number=2)
        return publishing.publish(briefing.report, edition, by=factories.dana())

    def ask(self) -> ReportRequest:
        """Alice asks, with a file of each kind and one that is refused."""
        asked = {
            name: self.words.new(name, READERS | HOUSE)
            for name in ("title", "question_1", "question_3", "background", "known", "decision", "topics")
        }
        asked["tags"] = self.words.new("tags", READERS | HOUSE)
        draft, answers = asking.fill(
            self.people["alice"], **asked, readers="nadia@example.org", organisation=factories.ORGANISATION
        )
        self.answers += answers.values()
        refused = self.words.new("refused file name", CLIENT)
        files = [
            (f"{self.words.new('file name', READERS | HOUSE)}.pdf", PDF % self._word("file").encode()),
            (
                f"{self.words.new('picture name', READERS | HOUSE)}.jpg",
                _picture(self._word("picture exif", NOBODY)),
            ),
            (f"{refused}.exe", b"MZ" + self._word("refused file", NOBODY).encode()),
        ]
        step = reverse("requests:step", args=[draft.key, "handling"])
        typed = {**asking.typed()["handling"], "readers": "nadia@example.org"}
        self.does(
            "alice", step, {**typed, "add_files": "1", "files": [SimpleUploadedFile(*each) for each in files]}
        )
        self.does("alice", step, {**typed, "readers": self._word("bad form", CLIENT), "next": "1"})
        self.does("alice", step, {**typed, "next": "1"})
        self.does("alice", reverse("requests:send", args=[draft.key]), {})
        return ReportRequest.objects.get(title=asked["title"])

    def talk(self, request: ReportRequest) -> None:
        """Triage, a question and its answer, a note, and a day to put it off to."""
        ReportRequest.objects.filter(pk=request.pk).update(released_at=request.created_at)
        self.step("dana", request, "triage")
        key = lambda: str(uuid.uuid4())  # noqa: E731 -- a form's own
        said = {"text": self.words.new("question of the house", HOME | HOUSE), "asks": "on", "key": key()}
        self.does("dana", self.desk(request, "say"), said)
        answer = {"text": self.words.new("answer", HOME | HOUSE), "key": key()}
        self.does("alice", reverse("requests:write", args=[request.key]), answer)
        note = {"text": self.words.new("note", HOUSE), "key": key()}
        self.does("dana", self.desk(request, "note"), note)
        because = {
            "until": factories.terms().valid_until.isoformat(),
            "because": self.words.new("put off", HOUSE),
        }
        self.does("dana", self.desk(request, "put_off"), because)
        self.does("dana", self.desk(request, "bring_back"), {})

    def agree(self, request: ReportRequest) -> None:
        terms = factories.terms()
        quote = {"amount": "4800", "units": "", "scope": self.words.new("scope", HOME | HOUSE)}
        days = {"due_on": terms.due_on.isoformat(), "valid_until": terms.valid_until.isoformat()}
        self.step("dana", request, "quote", **quote, **days, currency="EUR")
        accept = reverse("requests:take", args=[request.key, "accept_quote"])
        self.does("alice", accept, {"name": self.words.new("acceptance", HOME | HOUSE)})

    def write(self, request: ReportRequest) -> None:
        self.step("dana", request, "start", sections=["executive_summary", "analysis"])
        report = Report.objects.get(reference=request.number)
        _plant(report, lambda place: self.words.new(f"report {place}", READERS | HOUSE))
        factories.fill(report)
        self.step("dana", request, "send_to_review")
        reviewing.invite(request, factories.frank(), by=factories.dana())

    def review(self, request: ReportRequest) -> None:
        """Two votes, a printing that fails, and one that is done."""
        request.refresh_from_db()
        assert request.report is not None
        for who in ("erin", "frank"):
            ballot = {"wording": snapshots.wording(request.report), "verdict": "approve"}
            ballot["reason"] = self.words.new(f"review {who}", HOUSE)
            for number, _ in STANDARDS:
                ballot |= {f"mark_{number}": "met", f"words_{number}": ""}
            ballot["words_2"] = self.words.new(f"score {who}", HOUSE)
            self.does(who, self.desk(request, "review"), ballot)
        with _no_printer():
            work()
        self.does("dana", self.desk(request, "print"), {})
        work()

    def take(self, request: ReportRequest) -> None:
        """The report, a copy with a password, what it was worth, and a mail that comes back."""
        self.does("alice", reverse("requests:download", args=[request.key]))
        secret = {"password": f"{self._word('password', NOBODY)} and more"}
        self.does("alice", reverse("requests:lock", args=[request.key]), secret)
        opinion = {"useful_1": "yes", "words": self.words.new("feedback", HOME | HOUSE)}
        self.does("alice", reverse("requests:feedback", args=[request.key]), opinion)
        mail = Mail.objects.filter(reference=request.number).latest("pk")
        bouncing.record(bouncing.read(_bounce(mail)))
        self.does("dana", self.desk(request, "say"), {"text": "", "key": "no key", "asks": "on"})

    def step(self, who: str, request: ReportRequest, name: str, **values: Any) -> Any:
        return self.does(who, self.desk(request, "do", name), values)

    def desk(self, request: ReportRequest, page: str, *more: str) -> str:
        return reverse(f"admin:requests_app_reportrequest_{page}", args=[request.pk, *more])

    def _word(self, place: str, readers: Who = READERS | HOUSE) -> str:
        return self.words.new(place, readers)


def work() -> None:
    """What the worker does; what is to be tried again later is tried at once."""
    for _ in range(4):
        for job in Job.objects.filter(state=JobState.QUEUED).order_by("id"):
            jobs.run(job.pk)
        Job.objects.filter(state=JobState.QUEUED).update(not_before=timezone.now())


@contextmanager
def _no_printer() -> Iterator[None]:
    """Printing fails meanwhile, as it does over a layout that never ends."""

    def fail(html: str, **_rest: Any) -> Any:
        raise RenderFailed("The layout did not end.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "print_pdf", fail)
        yield


def _plant(report: Report, new: Any) -> None:
    """A word in each part of a report that its teaser leaves out."""
    for kind in ("executive_summary", "analysis", "background", "conclusion"):
        section, _ = report.sections.get_or_create(kind=kind)
        section.body = f"{factories.OPEN_LEAD}\n\nIt says {new(kind)}."
        section.save()
    report.findings.create(position=8, text=f"A finding {new('finding')}.", basis=new("basis"), kind="fact")
    report.scenarios.create(position=8, name=new("scenario"), text=f"It goes {new('narrative')}.")
    report.risks.create(position=8, subject=new("risk"), text=new("risk text"), likelihood=2, impact=2)
    report.sources.create(position=8, citation=f"A log {new('source')}.", grade="A2", supports=["finding 1"])
    report.timeline.create(position=8, when="2026", text=f"There was {new('timeline')}.")


def _picture(word: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = word
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "JPEG", exif=exif)
    return drawn.getvalue()


def _bounce(mail: Mail) -> bytes:
    """The notice of a mail server that a mail cannot be delivered (RFC 3464)."""
    return (
        f"From: postmaster@example.org\nTo: us@example.org\nSubject: Undelivered\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
        f"Final-Recipient: rfc822; {mail.to}\nAction: failed\nStatus: 5.1.1\n\n--b\n"
        f"Content-Type: message/rfc822\n\nMessage-ID: {mail.message_id}\n\n--b--\n"
    ).encode()


def texts(answer: Any) -> Iterator[str]:
    """What an answer says: its body and its headers."""
    body = answer.getvalue() if not answer.streaming else b""
    if not body.startswith(b"%PDF"):
        yield body.decode(errors="replace")
    yield repr(dict(answer.headers)) + repr(answer.cookies)
