"""No word of what a client asks, and none of what is locked, stands where its readers alone do not look.

The whole life is lived with its errors; then every address is asked by every reader, and every sink is read
that nobody means to be read. An address that is new joins by itself.
"""

import io
import logging
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.files.storage import storages
from django.core.management import call_command
from django.urls import reverse
from pytest_django import Settings

from config.celery import app
from config.logs import NoAddresses
from reports import tasks
from reports.models import Job, Mail, Publication, SearchText
from requests_app.models import ReportRequest
from requests_app.views import page
from tests.gate import life, printing, walk, world
from tests.gate.life import Lived, Words
from tests.gate.walk import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Sinks = dict[str, str]


@pytest.fixture
def lived(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> tuple[world.World, Lived]:
    """The house of the table, in which the request and the briefing are the planted ones."""
    settings.INTAKE_LEAST_SECONDS = settings.INTAKE_EDIT_MINUTES = 0
    caplog.set_level(logging.INFO)
    caplog.handler.addFilter(NoAddresses())  # what the service's own handler does
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    printing.stub(monkeypatch)
    house = world.build()
    made = life.Life(house.people).live()
    assert made.request.stage.value == "delivered"
    house.request, house.asked, house.briefing = made.request, made.request, made.briefing
    house.rows |= {"requests_app_reportrequest": made.request, "reports_report": made.request.report}  # type: ignore[dict-item]
    return house, made


def test_no_word_leaks(
    lived: tuple[world.World, Lived],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house, made = lived
    failed = _failing(house, monkeypatch)
    seen, outputs = _asked_by_everybody(house, made.words)
    sinks = _sinks(made, caplog, tmp_path) | {
        "what was printed": "".join(capsys.readouterr()),
        "a failed page": failed,
    }
    leaks = [*seen, *_leaking(sinks, made.words)]
    printing.say(
        f"leaks: {len(outputs)} outputs x {len(house.people)} readers x {len(made.words.planted)}"
        f" planted words, {len(sinks)} sinks: {len(leaks)} leaks"
    )
    assert leaks == []
    assert len(sinks) >= 20


def test_what_leaks_is_found(
    lived: tuple[world.World, Lived],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house, made = lived
    title = made.request.title
    logging.getLogger("reports").warning("printed %s", title)
    (tmp_path / "left").write_text(title, encoding="utf-8")
    monkeypatch.setattr(ReportRequest, "__str__", lambda self: self.title)
    found = _leaking(_sinks(made, caplog, tmp_path), made.words)
    assert {each.partition(":")[0] for each in found} == {"log", "temporary files", "names of rows"}
    monkeypatch.setattr(
        "requests_app.views.visiting.visible_to", lambda _visitor: ReportRequest.objects.all()
    )
    seen = _asked(house, made.words, ["charlie"], reverse("requests:detail", args=[made.request.key]))
    assert "title" in {each.rpartition(" ")[2] for each in seen}


def _failing(house: world.World, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page that fails with the request in its hands."""

    def fail(_http: Any, request: ReportRequest) -> None:
        raise RuntimeError(request.number)

    with monkeypatch.context() as patch:
        patch.setattr(page, "context", fail)
        visitor = Visitor(house.people["alice"])
        visitor.client.raise_request_exception = False
        told = visitor.asks("GET", reverse("requests:detail", args=[house.request.key]))
    assert told.status == 500
    return told.body


def _asked_by_everybody(house: world.World, words: Words) -> tuple[list[str], list[str]]:
    """What readers are told that they should not be, at every address; and the addresses."""
    addresses = [each.there for each in walk.addresses(house)]
    searches = [reverse("reports:search") + "?q=" + each for each in ("ferries", "says", "qx")]
    feeds = [reverse("reports:series-feed", args=[house.briefing.series.slug])]
    cited = [reverse("reports:citation", args=[house.briefing.slug, form]) for form in ("ris", "json")]
    outputs = [*addresses, *searches, *feeds, *cited]
    return _asked(house, words, house.people, *outputs), outputs


def _asked(house: world.World, words: Words, people: Iterable[str], *addresses: str) -> list[str]:
    leaks = []
    browsers = {who: Visitor(house.people[who]) for who in people}
    for who in people:
        for address in addresses:
            told = browsers[who].asks("GET", address)
            said = f"{told.body} {told.where} {told.headers}".replace(address, "")
            leaks += [f"{address} {who} {place}" for place in words.found(said, by=who)]
    return leaks


def _leaking(sinks: Sinks, words: Words) -> list[str]:
    return [f"{name}: {place}" for name, text in sinks.items() for place in words.found(text)]


def _sinks(made: Lived, caplog: pytest.LogCaptureFixture, folder: Path) -> Sinks:
    """Everything that is read by machines, by operators, or by whoever stands beside."""
    index = SearchText.objects
    letters, rows = mail.outbox, Mail.objects.all()
    public = Publication.objects.filter(pk=made.briefing.pk).values
    files = [each for each in folder.rglob("*") if each.is_file()]
    headers = [answer.headers for answer in made.answers]
    return {
        "log": "\n".join(f"{each.getMessage()} {each.exc_text or ''}" for each in caplog.records),
        "names of mail": " ".join(f"{each.key} {each.message_id} {each.reference}" for each in rows),
        "subjects of mail": " ".join(each.subject for each in letters),
        "text of mail": " ".join(str(each.body) for each in letters),
        "HTML of mail": " ".join(str(each.alternatives) for each in letters),  # type: ignore[attr-defined]
        "headers of mail": " ".join(f"{each.extra_headers} {each.to} {each.from_email}" for each in letters),
        "bounced mail": " ".join(rows.values_list("bounce_reason", flat=True)),
        "jobs": str(list(Job.objects.values_list())),
        "broker": _rung(),
        "admin log": str(list(LogEntry.objects.values_list("object_repr", "change_message"))),
        "names of rows": _names_of_rows(),
        "index of teasers": str(list(index.filter(whole=False).values_list("about", "text"))),
        "index of other briefings": str(list(index.exclude(publication=made.briefing).values_list("text"))),
        "teaser": str(list(public("teaser_html", "lead"))),
        "related briefings": str(list(Publication.objects.values("related"))),
        "temporary files": "".join(each.read_text(errors="replace") for each in files),
        "names of temporary files": " ".join(str(each) for each in files),
        "addresses on the way": " ".join(answer.request["PATH_INFO"] for answer in made.answers),
        "redirections": " ".join(each.get("Location", "") for each in headers),
        "cookies": " ".join(str(answer.cookies) for answer in made.answers),
        "names of downloads": " ".join(each.get("Content-Disposition", "") for each in headers),
        "names of stored files": _stored(),
        "titles": _titles(made.answers),
        "metrics of the check": _checked(),
    }  # fmt: skip


def _rung() -> str:
    """The messages to the broker, as they would be sent."""
    sent: list[str] = []
    for job in Job.objects.all():
        message: Callable[..., Any] = app.amqp.as_task_v2
        sent.append(repr(message(str(job.pk), tasks.do.name, (job.pk,))))
    return " ".join(sent)


def _names_of_rows() -> str:
    """What the admin, a log line or a traceback would call each row of requests, mails, jobs and editions."""
    models = [each for each in apps.get_models() if each._meta.app_label == "requests_app"]
    own = {"CannedReply", "ChecklistItem", "SavedFilter", "KeyQuestion", "Holiday"}
    return " ".join(
        str(row) for each in models if each.__name__ not in own for row in each._base_manager.all()
    )


def _stored() -> str:
    """The names under which files are kept."""
    folder = Path(storages["editions"].location)  # type: ignore[attr-defined]
    return " ".join(str(each) for each in folder.rglob("*"))


def _titles(answers: list[Any]) -> str:
    found = (
        text.partition("<title>")[2].partition("</title>")[0] for each in answers for text in life.texts(each)
    )
    return " ".join(found)


def _checked() -> str:
    """What the check of the installation says."""
    said = io.StringIO()
    call_command("check", stdout=said, stderr=said)
    return said.getvalue()
