"""A person takes home all that is held about it, and is forgotten everywhere; what was issued stays whole."""

import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from reports import downloads
from reports.models import (
    Edition,
    ErasureRequest,
    LegalHold,
    Mail,
    Membership,
    UnitEntry,
    User,
)
from reports.services import erasing, exporting, holdings, jobs, mailing, storing, units
from requests_app.domain.workflow import Actor, Status
from requests_app.models import Attachment, Delivery, DraftState, ReportRequest, RequestDraft, SavedFilter
from requests_app.services import attaching, conversing, links, opinions, suspicion, transitions
from tests import factories

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "Zephyrine Quillfeather", "zephyrine@quill.example"
KEPT = {
    "reports_copy.name": "a leaked file must stay traceable until the period for names ends",
    "reports_edition.snapshot": "what was issued is never changed",
    "reports_revision.snapshot": "the text of a report as it was saved",
    "reports_report.title": "the report takes its title from the request, and stays whole",
    "reports_report.questions": "so it does with the questions that it answers",
    "reports_section.body": "the text of a report",
}
CASE = (NAME.casefold(), ADDRESS.casefold())


@pytest.fixture
def person(db: None) -> User:
    user = factories.person("Zephyrine", organisation=factories.ORGANISATION)
    User.objects.filter(pk=user.pk).update(name=NAME, email=ADDRESS)
    user.refresh_from_db()
    return user


def attached(name: str, **home: Any) -> Attachment:
    stored = storing.keep_file(ContentFile(f"%PDF-1.7 by {NAME}".encode()), ".pdf")
    return Attachment.objects.create(
        position=1, name=name, media_type="application/pdf", size=30, sha256=stored[3:67],
        stored_name=stored, **home,
    )  # fmt: skip


def says(text: str = "Write to") -> str:
    return f"{text} {NAME} <{ADDRESS.upper()}>."


@pytest.fixture
def planted(person: User) -> ReportRequest:
    """A delivered request that names the person in every place, through the doors that people use."""
    about = {"name": NAME, "email": ADDRESS, "by": person}
    texts = {each: says() for each in ("title", "background", "decision")}
    request = factories.request_at(Status.IN_TRIAGE, questions=(says("Who is"),), **about, **texts)
    attached(f"{NAME}.pdf", request=request)
    conversing.say(request, says(), key=uuid.uuid4(), by=factories.dana(), asks=True, version=None)
    request.refresh_from_db()
    conversing.answer(request, says(), key=uuid.uuid4(), by=person)
    conversing.note(request, says(), key=uuid.uuid4(), by=factories.dana())
    request.refresh_from_db()
    terms = factories.terms(scope=says())
    transitions.apply(request, "quote", by=factories.dana(), given={"terms": terms})
    transitions.apply(request, "accept_quote", by=person, given={"name": NAME})
    transitions.apply(request, "start", by=factories.dana())
    assert request.report is not None
    factories.fill(request.report).sections.update(body=says())
    edition = factories.edition_of(request.report)
    Delivery.objects.create(request=request, edition=edition)
    ReportRequest.objects.filter(pk=request.pk).update(status="delivered", resolution="answered")
    request.refresh_from_db()
    opinions.give(request, opinions.Opinion({1: True}, True, says()), by=person)
    downloads.send(edition, reader=person, address=ADDRESS)
    return request


def elsewhere(person: User) -> None:
    """What hangs on no request of its own."""
    browser = Client()
    browser.force_login(person)
    other = Client()
    other.get("/requests/new/")
    session = other.session
    session["proven_addresses"] = [ADDRESS.casefold()]
    session.save()
    draft = RequestDraft.objects.create(owner=person, typed={"title": says(), "email": ADDRESS})
    attached(f"{NAME} 2.pdf", draft=draft)
    digest = suspicion.digest_of_address(ADDRESS)
    RequestDraft.objects.create(
        secret_digest="x", address_digest=digest, typed={"name": NAME}, owner=factories.bob()
    )
    bob = factories.bob()
    others = factories.submit(by=bob, readers=(ADDRESS, "nadia@example.org"), title=f"Ask {ADDRESS}")
    conversing.note(others, f"Copy to {ADDRESS}", key=uuid.uuid4(), by=factories.dana())
    RequestDraft.objects.create(owner=bob, typed={"readers": ["nadia@example.org", ADDRESS]})
    asked = factories.submit_by_link(name=NAME, email=ADDRESS).request
    transitions.apply(asked, "withdraw", by=None, actor=Actor.CLIENT, note=says())
    mail = Mail.objects.filter(to=ADDRESS).first()
    assert mail is not None
    mailing.stop(mail)
    SavedFilter.objects.create(owner=person, name="Mine", query=f"q={ADDRESS}")
    LogEntry.objects.log_actions(factories.dana().pk, User.objects.filter(pk=person.pk), CHANGE)


def cells() -> Iterator[tuple[str, str]]:
    """Every text that the database holds, with its place; the index of words included."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            described = connection.introspection.get_table_description(cursor, table)
            names = [each.name for each in described]
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the database's own names
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", str(value)) for name, value in zip(names, row, strict=True))


def places_that_name() -> set[str]:
    words = {NAME.casefold().split()[0], NAME.casefold().split()[1], ADDRESS.casefold()}
    return {place for place, text in cells() if any(word in text.casefold() for word in words)}


def files_that_name() -> set[str]:
    storage = storages["editions"]
    found = set()
    for folder in storage.listdir("")[0]:
        for leaf in storage.listdir(folder)[1]:
            with storage.open(f"{folder}/{leaf}") as file:
                if any(word.encode() in file.read().lower() for word in CASE):
                    found.add(f"{folder}/{leaf}")
    return found


def ask_and_approve(person: User) -> ErasureRequest:
    asked = erasing.ask(person)
    erasing.approve(asked, by=factories.dana())
    Mail.objects.filter(key=f"erasure_approved/{asked.pk}").update(sent_at=timezone.now())
    return asked


def do(asked: ErasureRequest) -> None:
    erasing.sweep()
    job = jobs.latest(erasing.KIND, asked.pk)
    assert job is not None
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.last_error) == ("done", "")
    asked.refresh_from_db()


def issued() -> tuple[Any, ...]:
    """What must not change: the editions with their bytes, and the ledger."""
    rows = Edition.objects.order_by("pk").values_list("snapshot", "html", "pdf_name", "pdf_sha256")
    ledger = UnitEntry.objects.order_by("pk").values_list(
        "kind", "amount", "units", "reference", "note", "by"
    )
    return list(rows), [storing.read(row[2]) for row in rows], list(ledger)


def test_every_model_says_what_it_holds_about_a_person() -> None:
    known = {each.model for each in holdings.all_of()} | set(holdings.declared_empty())
    every: set[type[Model]] = {
        each for each in apps.get_models(include_auto_created=True) if not each._meta.proxy
    }

    assert every - known == set()
    assert {each.model for each in holdings.all_of()} & set(holdings.declared_empty()) == set()
    assert all(each.forget or each.keeps for each in holdings.all_of())


def test_erasure_leaves_neither_name_nor_address_anywhere(person: User, planted: ReportRequest) -> None:
    elsewhere(person)
    organisation = planted.organisation
    assert organisation is not None
    units.grant(organisation, 3, by=factories.dana(), note="A year.", key=uuid.uuid4())
    before, old_link = issued(), links.secret_of(planted)
    expected = {
        "reports_user.name", "reports_user.email", "reports_mail.to", "reports_download.address",
        "requests_app_quote.decided_by", "requests_app_clarification.text", "requests_app_requestevent.note",
        "requests_app_internalnote.text", "requests_app_reportrequest.readers", "requests_app_feedback.words",
        "requests_app_attachment.name", "requests_app_requestdraft.typed", "requests_app_requestwords.words",
        "requests_app_keyquestion.text", "requests_app_quote.scope", "reports_mailrefusal.address",
        "django_admin_log.object_repr", "requests_app_savedfilter.query", *KEPT,
    }  # fmt: skip
    assert expected - places_that_name() == set()

    archive_of(person)
    assert len(exporting.names_in_use()) == 1

    asked = ask_and_approve(person)
    do(asked)

    assert exporting.names_in_use() == set()
    assert places_that_name() - set(KEPT) == set()
    storing.sweep(
        {*Edition.objects.values_list("pdf_name", flat=True), *storing.named_elsewhere()},
        older_than=timedelta(seconds=-5),
    )
    assert files_that_name() == set()
    assert issued() == before
    person.refresh_from_db()
    assert (person.name, person.is_active, person.has_usable_password()) == ("Former member", False, False)
    assert holdings.is_former(person.email)
    assert not person.memberships.exists()
    assert links.request_of(old_link) is None
    other = ReportRequest.objects.get(client=factories.bob())
    assert other.readers == ["nadia@example.org"]
    assert asked.state == "done"


def test_erasure_may_run_twice_and_does_it_once(person: User, planted: ReportRequest) -> None:
    asked = ask_and_approve(person)
    do(asked)
    address = User.objects.get(pk=person.pk).email

    jobs.run(jobs.defer(erasing.KIND, asked.pk).pk)

    assert User.objects.get(pk=person.pk).email == address
    assert Mail.objects.filter(to=ADDRESS).count() == 0


def test_erasure_is_all_or_nothing(
    person: User, planted: ReportRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask_and_approve(person)
    before = places_that_name()

    def broken(_gone: holdings.Leaving) -> None:
        raise RuntimeError

    last = holdings.Holding(Membership, forget=broken)
    known = holdings.all_of()
    monkeypatch.setattr(holdings, "all_of", lambda: (*known, last))
    jobs.run(jobs.defer(erasing.KIND, asked.pk).pk)

    assert places_that_name() == before
    asked.refresh_from_db()
    assert asked.state == "approved"


@pytest.mark.once
def test_what_stands_against_erasure_says_what_to_do(person: User, dana: User, bob: User) -> None:
    organisation = person.memberships.get().organisation
    assert holdings.obstacles_of(person) == []

    person.memberships.update(role="owner")
    asked = factories.submit(by=person, name=NAME, email=ADDRESS)
    LegalHold.objects.create(organisation=organisation, reason="A court.", by=dana)

    withdraw = "Withdraw it on its page, or wait until it is answered; then ask again."
    assert holdings.obstacles_of(person) == [
        "What we hold about you must be kept for now. Write to us: we tell you when that ends.",
        f"You are the only owner of {organisation}. Make somebody else its owner; then ask again.",
        f"{asked.number} is still open. {withdraw}",
        "One of your requests must be kept for now. Write to us: we tell you when that ends.",
    ]
    with pytest.raises(erasing.ErasureRefused):
        erasing.ask(person)
    assert holdings.obstacles_of(dana) == [
        "You work here. Whoever looks after accounts ends your rights at the desk first; then ask again."
    ]


def test_what_comes_between_the_decision_and_the_work_stops_it(person: User, dana: User) -> None:
    asked = ask_and_approve(person)
    LegalHold.objects.create(person=person, reason="A court.", by=dana)

    do(asked)

    sentence = "What we hold about you must be kept for now. Write to us: we tell you when that ends."
    assert (asked.state, asked.reason) == ("refused", sentence)
    assert User.objects.get(pk=person.pk).email == ADDRESS
    assert Mail.objects.filter(key=f"erasure_refused/{asked.pk}", to=ADDRESS).exists()


def test_a_decided_request_is_frozen(person: User, dana: User) -> None:
    asked = erasing.ask(person)
    assert erasing.ask(person) == asked
    erasing.refuse(asked, by=dana, reason="Not yet.")

    with pytest.raises(erasing.ErasureRefused):
        erasing.approve(asked, by=dana)
    with pytest.raises(DatabaseError), transaction.atomic():
        ErasureRequest.objects.filter(pk=asked.pk).update(reason="Never.")
    with pytest.raises(DatabaseError), transaction.atomic():
        ErasureRequest.objects.filter(pk=asked.pk).delete()


def archive_of(person: User) -> zipfile.ZipFile:
    export = exporting.ask(person)
    job = jobs.latest(exporting.KIND, export.pk)
    assert job is not None
    assert jobs.run(job.pk)
    export.refresh_from_db()
    assert export.stored_name, jobs.latest(exporting.KIND, export.pk)
    return zipfile.ZipFile(io.BytesIO(storing.read(export.stored_name)))


def test_an_archive_holds_what_is_about_the_person_and_nothing_of_others(
    person: User, planted: ReportRequest, bob: User
) -> None:
    elsewhere(person)
    factories.submit(by=bob, title="A colleague asks", name="Bob Borg", email=bob.email)

    archive = archive_of(person)

    titles = {f"{each.title}.json" for each in holdings.all_of() if each.tell}
    draft = RequestDraft.objects.get(owner=person, state=DraftState.TYPING)
    files = {f"files/{planted.number}/1-{NAME}.pdf", f"files/draft-{draft.pk}/1-{NAME} 2.pdf"}
    assert set(archive.namelist()) == titles | files | {"README.txt"}
    assert archive.read(f"files/{planted.number}/1-{NAME}.pdf") == f"%PDF-1.7 by {NAME}".encode()
    assert [each["who"] for each in json.loads(archive.read("messages.json"))] == ["We", "You"]
    assert {each["name"] for each in json.loads(archive.read("requests.json"))} == {NAME}
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for foreign in ("Dana", "dana@", "Bob Borg", bob.email, "A colleague asks", "nadia@"):
        assert foreign not in everything
    mails = [row["subject"] for row in json.loads(archive.read("mails.json"))]
    assert len(mails) == Mail.objects.filter(to=ADDRESS).exclude(key__startswith="export/").count()


def test_the_same_rows_give_the_same_archive(person: User) -> None:
    at = timezone.now()
    first, second = io.BytesIO(), io.BytesIO()

    exporting.write(person, at, first)
    exporting.write(person, at, second)

    assert first.getvalue() == second.getvalue()


def test_one_archive_at_a_time_and_one_a_day(person: User) -> None:
    exporting.ask(person)
    with pytest.raises(exporting.ExportRefused, match="being made already"):
        exporting.ask(person)

    export = exporting.latest(person)
    assert export is not None
    job = jobs.latest(exporting.KIND, export.pk)
    assert job is not None
    jobs.run(job.pk)
    with pytest.raises(exporting.ExportRefused, match="within a day"):
        exporting.ask(person)

    assert Mail.objects.get(to=ADDRESS).key == f"export/{export.pk}"
    assert NAME not in Mail.objects.get(to=ADDRESS).text


def test_a_removed_file_is_named_as_removed_and_given_to_nobody(person: User) -> None:
    request = factories.submit(by=person)
    file = attached("plan.pdf", request=request)
    browser = Client()
    browser.force_login(person)
    address = f"/requests/{request.key}/files/{file.key}/"
    taken = browser.get(address)
    assert b"".join(taken).startswith(b"%PDF")  # type: ignore[arg-type]

    attaching.remove_for_good(Attachment.objects.all())

    file.refresh_from_db()
    assert (file.name, file.stored_name, file.sha256) == ("removed-1.pdf", "", "")
    assert browser.get(address).status_code == 404
    assert "Removed" in browser.get(f"/requests/{request.key}/").content.decode()


def test_no_mail_goes_to_somebody_who_was_erased(person: User, tmp_path: Path) -> None:
    asked = ask_and_approve(person)
    do(asked)
    person.refresh_from_db()
    mail = mailing.queue(
        "reports/mail/data_ready", to=person.email, context={"link": "", "days": 7}, key="late"
    )
    job = jobs.latest(mailing.KIND, mail.pk)
    assert job is not None

    assert jobs.run(job.pk)

    mail.refresh_from_db()
    assert mail.sent_at is None
