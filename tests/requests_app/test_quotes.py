"""Quotes: their terms, what becomes of their units, their end by themselves, and their paper."""

import io
import threading
import uuid
from datetime import timedelta
from typing import Any

import pypdf
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports import tasks
from reports.domain.marking import Marking
from reports.models import Job, Mail, Organisation, User
from reports.services import jobs, units
from reports.services.units import Account
from requests_app.domain.status import Resolution, Status
from requests_app.domain.workflow import Actor
from requests_app.models import Quote, ReportRequest
from requests_app.services import clock, expiring, transitions
from requests_app.services.transitions import TransitionRefused
from requests_app.tasks import KINDS
from tests import factories


@pytest.fixture
def organisation(alice: User, dana: User) -> Organisation:
    """Alice's, with five units."""
    home = Organisation.objects.get(name=factories.ORGANISATION)
    units.grant(home, 5, by=dana, note="The plan", key=uuid.uuid4())
    return home


def quoted(request: ReportRequest | None = None, **terms: Any) -> ReportRequest:
    """A request with a quote in three units, unless said otherwise."""
    request = request or factories.request_at(Status.IN_TRIAGE)
    given = {"terms": factories.terms(**(terms or {"units": 3}))}
    transitions.apply(request, "quote", by=factories.dana(), given=given)
    return request


def states(request: ReportRequest) -> list[str]:
    return list(request.quotes.order_by("number").values_list("state", flat=True))


def test_sending_a_quote_reserves_its_units_and_accepting_sets_the_day(organisation: Organisation) -> None:
    request = quoted()
    assert units.account(organisation) == Account(free=2, held=3)
    transitions.apply(request, "accept_quote", by=request.client, given={"name": "Alice A."})
    quote = request.quotes.get()
    assert (quote.state, quote.decided_by, quote.number) == ("accepted", "Alice A.", 1)
    # A day that nobody works on ends with the working day before it.
    assert request.due_at is not None
    assert request.due_at <= clock.calendar().closing(quote.due_on)
    assert (request.waiting_since, request.pauses.filter(ended_at=None).count()) == (None, 0)
    assert units.account(organisation) == Account(free=2, held=3)


@pytest.mark.parametrize(
    ("name", "actor", "note", "state"),
    [
        ("decline_quote", Actor.CLIENT, "", "declined"),
        ("withdraw", Actor.CLIENT, "", "taken_back"),
        ("take_back_quote", Actor.TRIAGE, "", "taken_back"),
        ("expire_quote", Actor.SYSTEM, "", "expired"),
    ],
)
def test_every_other_end_of_a_quote_releases_its_units(
    organisation: Organisation, dana: User, name: str, actor: Actor, note: str, state: str
) -> None:
    request = quoted()
    by = {Actor.CLIENT: request.client, Actor.TRIAGE: dana}.get(actor)
    given = {"name": "Alice A."} if name == "decline_quote" else {}
    transitions.apply(request, name, by=by, actor=None if by else actor, note=note, given=given)
    assert units.account(organisation) == Account(free=5, held=0)
    assert states(request) == [state]


@pytest.mark.parametrize("name", ["withdraw", "decline"])
def test_an_end_after_the_acceptance_releases_them_too(
    organisation: Organisation, dana: User, name: str
) -> None:
    request = quoted()
    transitions.apply(request, "accept_quote", by=request.client, given={"name": "Alice A."})
    by = request.client if name == "withdraw" else dana
    transitions.apply(request, name, by=by, note="Decided otherwise.")
    assert units.account(organisation) == Account(free=5, held=0)
    assert states(request) == ["accepted"]


def test_the_delivery_uses_the_units_and_a_correction_uses_none(organisation: Organisation) -> None:
    request = quoted()
    for name in ("accept_quote", "start", "send_to_review", "approve", "deliver"):
        factories.move(request, name)
    assert units.account(organisation) == Account(free=2, held=0)
    assert [entry.kind for entry in organisation.unit_entries.all()] == ["granted", "reserved", "used"]


def test_quotes_are_numbered_and_one_is_open_at_a_time(organisation: Organisation, dana: User) -> None:
    request = quoted()
    transitions.apply(request, "take_back_quote", by=dana)
    quoted(request, units=5)
    assert [(each.number, each.units, each.state) for each in request.quotes.order_by("number")] == [
        (1, 3, "taken_back"),
        (2, 5, "open"),
    ]
    assert units.account(organisation) == Account(free=0, held=5)


TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"units": 6}, "has 5 free units; this quote takes 6"),
        ({"cents": None, "currency": ""}, "one of the two"),
        ({"units": 3, "cents": 1, "currency": "EUR"}, "one of the two"),
        ({"currency": ""}, "one of the two"),
        ({"valid_until": TODAY - timedelta(days=1)}, "has passed"),
        ({"due_on": TODAY, "valid_until": TODAY + timedelta(days=1)}, "before the quote runs out"),
    ],
)
def test_terms_that_cannot_stand_are_refused(
    organisation: Organisation, terms: dict[str, Any], says: str
) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    whole = (
        factories.terms() if "cents" in terms else factories.terms(**{"units": 3} if "units" in terms else {})
    )
    changed = type(whole)(**{field: terms.get(field, getattr(whole, field)) for field in whole.__slots__})
    with pytest.raises(TransitionRefused, match=says):
        transitions.apply(request, "quote", by=factories.dana(), given={"terms": changed})
    assert (Quote.objects.count(), units.balance(organisation)) == (0, 5)


def test_whoever_has_no_organisation_is_quoted_money(dana: User) -> None:
    request = factories.submit_by_link().request
    transitions.apply(request, "triage", by=dana)
    with pytest.raises(TransitionRefused, match="no organisation here"):
        quoted(request, units=1)
    quoted(request, cents=100)
    assert request.quotes.get().price == "EUR 1.00"


def test_a_decision_needs_a_name(organisation: Organisation) -> None:
    request = quoted()
    for name in ("accept_quote", "decline_quote"):
        with pytest.raises(TransitionRefused, match="Type your name"):
            transitions.apply(request, name, by=request.client, given={"name": "  "})
    assert states(request) == ["open"]


def test_a_quote_runs_out_by_itself_once(organisation: Organisation) -> None:
    request = quoted()
    expiring.sweep()
    assert (expiring.EXPIRE in KINDS, Job.objects.filter(kind=expiring.EXPIRE).count()) == (True, 0)
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        with pytest.raises(TransitionRefused, match="has run out"):
            transitions.apply(request, "accept_quote", by=request.client, given={"name": "Alice A."})
        tasks.sweep()
        tasks.sweep()
        job = Job.objects.get(kind=expiring.EXPIRE)
        Job.objects.filter(pk=job.pk).update(not_before=timezone.now() - timedelta(days=9))
        jobs.run(job.pk)
        tasks.sweep()
    request.refresh_from_db()
    assert (request.stage, request.ending) == (Status.QUOTE_EXPIRED, Resolution.QUOTE_EXPIRED)
    assert (states(request), Job.objects.filter(kind=expiring.EXPIRE).count()) == (["expired"], 1)
    assert units.account(organisation) == Account(free=5, held=0)
    assert Mail.objects.filter(subject=f"{request.number}: the quote expired").count() == 1


def test_a_quote_that_was_decided_meanwhile_is_left_alone(organisation: Organisation) -> None:
    request = quoted()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        expiring.sweep()
    transitions.apply(request, "accept_quote", by=request.client, given={"name": "Alice A."})
    job = Job.objects.get(kind=expiring.EXPIRE)
    jobs.run(job.pk)
    job.refresh_from_db()
    request.refresh_from_db()
    assert (job.state, request.stage) == ("done", Status.ACCEPTED)


def test_an_expired_one_is_taken_up_again_and_quoted_anew(organisation: Organisation) -> None:
    request = quoted()
    transitions.apply(request, "expire_quote", by=None, actor=Actor.SYSTEM)
    transitions.apply(request, "renew", by=request.client)
    quoted(request)
    assert (states(request), request.ending) == (["expired", "open"], None)


@pytest.mark.django_db(transaction=True)
def test_of_two_quotes_for_the_last_unit_at_once_one_is_sent() -> None:
    alice, dana = factories.alice(), factories.dana()
    home = Organisation.objects.get(memberships__user=alice)
    units.grant(home, 1, by=dana, note="The last one", key=uuid.uuid4())
    requests = [factories.request_at(Status.IN_TRIAGE) for _ in range(6)]
    outcomes: list[str] = []
    gate = threading.Barrier(len(requests))

    def send(request: ReportRequest) -> None:
        gate.wait()
        try:
            transitions.apply(request, "quote", by=dana, given={"terms": factories.terms(units=1)})
            outcomes.append("sent")
        except TransitionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(each,)) for each in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 5 + ["sent"]
    assert (units.balance(home), Quote.objects.count()) == (0, 1)


def test_the_paper_says_the_terms_and_is_for_those_who_see_the_request(
    organisation: Organisation, bob: User, charlie: User, dana: User
) -> None:
    request = quoted(factories.request_at(Status.IN_TRIAGE, marking=Marking.RED))
    address = reverse("requests:quote-pdf", args=[request.key, 1])
    desk = reverse("admin:requests_app_reportrequest_quote", args=[request.pk, 1])
    answers = {}
    for who, place in (
        ("Alice", address),
        ("Bob", address),
        ("Charlie", address),
        ("Dana", desk),
        ("Alice", desk),
    ):
        client = Client()
        client.force_login(User.objects.get(name=who))
        answers[who, place] = client.get(place)
    codes = [answer.status_code for answer in answers.values()]
    assert codes == [200, 404, 404, 200, 302]
    paper = answers["Alice", address]
    assert (paper["Content-Disposition"], paper["X-Content-Type-Options"], paper["Content-Type"]) == (
        f'attachment; filename="{request.number}-quote-1.pdf"',
        "nosniff",
        "application/pdf",
    )
    assert "no-store" in paper["Cache-Control"]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    for words in ("Quote 1", request.number, "3 units of your plan", "Both questions", "TLP:RED", "harbours"):
        assert words in text
    assert Client().get(address).status_code == 404
    signed = Client()
    signed.force_login(dana)
    assert (
        signed.get(reverse("admin:requests_app_reportrequest_quote", args=[request.pk, 2])).status_code == 404
    )
