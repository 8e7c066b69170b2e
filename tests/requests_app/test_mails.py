"""Every mail of the table: no word of anybody's, headers of one line, a way to stop what can be stopped."""

import re
import uuid

import pytest
from django.core import mail as outbox
from django.test import Client

from reports.domain.marking import Marking
from reports.models import Job, Mail, User
from reports.services import jobs, mailing
from requests_app.domain.status import Status
from requests_app.domain.workflow import TRANSITIONS, Actor
from requests_app.models import ReportRequest
from requests_app.services import conversing, lettering, transitions
from tests import factories

SECRET = {
    "title": "Aardvark question?",
    "questions": ("Aardvark one?", "Aardvark two?"),
    "background": "Aardvark background",
    "decision": "Aardvark decision",
    "organisation": "Aardvark Ltd",
    "name": "Aardvark Person",
}


def step(request: ReportRequest, name: str) -> None:
    """Take a row with the planted word in everything that somebody types."""
    row = transitions.find(name)
    given = factories.given_for(request, row)
    if name == "quote":
        given = {"terms": factories.terms(scope="Aardvark scope")}
    if "name" in given:
        given = {"name": "Aardvark Signature"}
    client = Actor.CLIENT in row.actors
    by = request.client if client else factories.dana()
    note = "Aardvark note" if row.note != "none" else ""
    system = row.actors == {Actor.SYSTEM}
    transitions.apply(
        request,
        name,
        by=None if system else by,
        actor=Actor.SYSTEM if system else None,
        note=note,
        given=given,
    )


@pytest.mark.parametrize("marking", [Marking.RED, Marking.CLEAR])
def test_no_mail_of_any_row_holds_a_word_of_anybody(alice: User, dana: User, marking: Marking) -> None:
    """The planted word stands in all that was asked, said, offered, signed and given as a reason."""
    for row in TRANSITIONS:
        if not (row.mail or row.staff_mail) or row.name in {"submit", "deliver"}:
            continue
        source = next(status for status in Status if status in row.sources)
        request = factories.request_at(source, marking=marking, **SECRET)
        ReportRequest.objects.filter(pk=request.pk).update(assigned_to=dana)
        request.refresh_from_db()
        step(request, row.name)
    request = factories.request_at(Status.DELIVERED, marking=marking, **SECRET)
    talk = factories.request_at(Status.IN_PRODUCTION, marking=marking, **SECRET)
    conversing.say(talk, "Aardvark?", key=uuid.uuid4(), by=dana, asks=True)
    conversing.say(talk, "Aardvark!", key=uuid.uuid4(), by=dana)
    conversing.answer(talk, "Aardvark.", key=uuid.uuid4(), by=alice)
    mails = Mail.objects.all()
    subjects = {mail.subject.split(": ", 1)[1] for mail in mails}
    expected = {sample.letter.subject.split(": ", 1)[1] for sample in lettering.samples()}
    assert subjects == expected
    for mail in mails:
        whole = f"{mail.key} {mail.subject} {mail.text} {mail.html} {mail.message_id}"
        assert "aardvark" not in whole.lower(), mail.subject
        assert re.fullmatch(r"RQ-\d{4}-\d{6}: [a-z ]+", mail.subject)
        assert mail.reference in mail.subject


def test_staff_is_told_what_a_client_decided_and_of_nothing_else(dana: User) -> None:
    for name, source in (
        ("answer", Status.NEEDS_CLARIFICATION),
        ("accept_quote", Status.QUOTED),
        ("decline_quote", Status.QUOTED),
        ("renew", Status.QUOTE_EXPIRED),
        ("withdraw", Status.IN_PRODUCTION),
    ):
        request = factories.request_at(source)
        step(request, name)
        told = [
            mail.subject.split(": ")[1]
            for mail in Mail.objects.filter(to=dana.email, reference=request.number)
        ]
        assert told == [transitions.find(name).staff_mail]


def test_the_desk_taking_it_up_again_tells_no_desk(dana: User) -> None:
    request = factories.request_at(Status.QUOTE_EXPIRED)
    transitions.apply(request, "renew", by=dana)
    assert Mail.objects.filter(to=dana.email).count() == 0


def test_somebody_who_left_is_told_nothing(dana: User) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    User.objects.filter(pk=dana.pk).update(is_active=False)
    request.refresh_from_db()
    step(request, "withdraw")
    assert Mail.objects.filter(to=dana.email).count() == 0


def test_what_can_be_stopped_says_how_and_is_stopped_by_one_press(dana: User) -> None:
    first = factories.request_at(Status.ACCEPTED)
    for job in Job.objects.filter(kind=mailing.KIND):
        jobs.run(job.pk)
    stops = {each.subject: each.extra_headers.get("List-Unsubscribe", "") for each in outbox.outbox}
    assert stops[f"{first.number}: received"] == ""
    address = stops[f"{first.number}: accepted"].strip("<>")
    sent = next(each for each in outbox.outbox if each.subject.endswith("accepted"))
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in sent.body
    assert first.email not in address
    place = "/" + address.split("/", 3)[3]
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(place).status_code == 200
    assert not mailing.refuses(first.email)
    for _ in range(2):
        assert stranger.post(place, {"List-Unsubscribe": "One-Click"}).status_code == 302
    second = factories.request_at(Status.ACCEPTED)
    told = Mail.objects.filter(reference=second.number).values_list("subject", flat=True)
    assert list(told) == [f"{second.number}: received"]
    stranger.post(place, {"resume": "1"})
    assert not mailing.refuses(first.email)


@pytest.mark.parametrize("token", ["1", "1:x", "x", "%20", "1:" + "a" * 27])
def test_a_made_up_address_stops_nothing(dana: User, token: str) -> None:
    request = factories.request_at(Status.ACCEPTED)
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"/mail/stop/{token}/").status_code == 404
    assert not mailing.refuses(request.email)


def test_mail_that_must_arrive_cannot_be_stopped(dana: User) -> None:
    factories.submit()
    must = Mail.objects.get(is_optional=False)
    place = mailing.stopping_address(must).split("/", 3)[3]
    assert Client().post(f"/{place}").status_code == 404


def test_each_question_has_a_mail_of_its_own(alice: User, dana: User) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    for _ in range(2):
        transitions.apply(request, "ask", by=dana, note="Which?")
        transitions.apply(request, "answer", by=alice, note="That.")
    assert Mail.objects.filter(subject=f"{request.number}: a question for you").count() == 2


def test_every_mail_can_be_read_before_it_is_sent(dana: User, alice: User) -> None:
    client = Client()
    client.force_login(dana)
    index = client.get("/staff/requests_app/reportrequest/mails/").content.decode()
    places = re.findall(r'href="(/staff/requests_app/reportrequest/mails/[a-z-]+/)"', index)
    assert len(places) == len(set(places)) == len(lettering.samples())
    for place, sample in zip(places, lettering.samples(), strict=True):
        page = client.get(place).content.decode()
        assert page.count("RQ-2026-000123") >= 3
        assert f'src="{place}html/"' in page
        letter = client.get(f"{place}html/")
        assert letter.content.decode() == sample.letter.html
        assert letter["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert letter["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get("/staff/requests_app/reportrequest/mails/nothing/").status_code == 404
    stranger = Client()
    stranger.force_login(alice)
    assert stranger.get(places[0]).status_code == 302
