"""Who may read a delivered report: each marking and each person, decided in one place."""

import pytest
from django.test import Client
from django.urls import reverse

from reports.domain.marking import Marking
from reports.models import Download, User
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest
from requests_app.permissions import visible_to, visitor
from tests import factories
from tests.requests_app.test_deflection import delivered as given_out

PEOPLE = ("alice", "bob", "nadia", "charlie", "almost", "dana", "nobody")
READ = {
    Marking.RED: {"alice", "nadia"},
    Marking.AMBER_STRICT: {"alice", "bob"},
    Marking.AMBER: {"alice", "bob", "nadia"},
    Marking.GREEN: {"alice", "bob", "nadia"},
    Marking.CLEAR: {"alice", "bob", "nadia"},
}
"""Alice asks, bob is her colleague, nadia is named as a reader; almost has an address that ends like hers."""


def signed_in(who: str) -> Client:
    client = Client()
    if who != "nobody":
        made = getattr(factories, who, None) or (lambda: factories.person(who))
        client.force_login(made())
    return client


def delivered(marking: Marking) -> ReportRequest:
    for name in PEOPLE[2:5]:
        factories.person(name)
    readers = ("Nadia@example.org", "xalmost@example.org")
    return factories.request_at(Status.DELIVERED, marking=marking, readers=readers)


@pytest.mark.django_db
@pytest.mark.parametrize("marking", list(Marking))
def test_each_marking_opens_the_report_to_its_readers_alone(marking: Marking) -> None:
    request = delivered(marking)
    page, file = request.get_absolute_url(), reverse("requests:download", args=[request.key])
    read, seen, listed = set(), set(), set()
    for who in PEOPLE:
        client = signed_in(who)
        if client.get(file).status_code == 200:
            read.add(who)
        answer = client.get(page)
        if answer.status_code == 200:
            seen.add(who)
            assert "Where your questions are answered" in answer.content.decode()
            assert "The harbour stays open." in answer.content.decode()
        if request.number in client.get(reverse("requests:list")).content.decode():
            listed.add(who)
    assert (read, seen, listed) == (READ[marking], READ[marking], READ[marking])
    assert Download.objects.count() == len(READ[marking])


def test_a_named_reader_sees_nothing_before_there_is_something_to_read(db: None) -> None:
    request = factories.request_at(Status.APPROVED, readers=("nadia@example.org",))
    nadia = factories.person("Nadia")
    assert not visible_to(visitor(nadia, [])).exists()
    factories.deliver(request)
    assert visible_to(visitor(nadia, [])).get() == request


def test_a_named_reader_who_may_not_sign_in_any_more_is_nobody(db: None) -> None:
    delivered(Marking.AMBER)
    nadia = factories.person("nadia")
    nadia.is_active = False
    assert not visible_to(visitor(nadia, [])).exists()


def test_a_named_reader_takes_no_step_of_the_client(db: None) -> None:
    request = delivered(Marking.AMBER)
    client = signed_in("nadia")
    page = client.get(request.get_absolute_url()).content.decode()
    assert "Close the request" not in page
    assert "Tell us whether it helped" not in page
    for name in ("withdraw", "feedback"):
        assert client.post(reverse(f"requests:{name}", args=[request.key])).status_code == 404


def test_a_named_reader_reads_the_report_and_nothing_else(db: None) -> None:
    factories.person("nadia")
    secret = {"background": "B-secret", "known": "K-secret", "decision": "D-secret", "tags": ("T-secret",)}
    request = given_out(readers=("nadia@example.org",), **secret)
    pages = request.get_absolute_url(), reverse("requests:list")
    for who, told in (("alice", True), ("nadia", False)):
        client = signed_in(who)
        detail, listed = (client.get(page).content.decode() for page in pages)
        assert [word in detail for word in ("B-secret", "K-secret", "D-secret", "T-secret")] == [told] * 4
        for words in ("What happened", "Particulars", "Receipt", "Delivered</span>", "What you asked"):
            assert (words in detail) is told, words
        assert ("Needed by" in listed) is told
        assert ("You are named as a reader" in detail, "You are named as a reader" in listed) == (
            not told,
        ) * 2
        assert "The harbour stays open." in detail


def test_a_reader_is_found_by_exactly_its_address_in_any_case_and_script(db: None) -> None:
    request = given_out(readers=("ÅSA.Öberg@example.org", "åsa.öberg@EXAMPLE.org"))
    for address, seen in (("Åsa.öberg@example.org", [request]), ("asa.oberg@example.org", [])):
        somebody = User(email=address, is_active=True)
        somebody.save()
        assert list(visible_to(visitor(somebody, []))) == seen
    assert [row.address for row in request.named_readers.all()] == ["åsa.öberg@example.org"]


def test_a_colleague_who_is_named_in_a_red_request_reads_its_report_alone(db: None) -> None:
    factories.bob()
    request = given_out(marking=Marking.RED, readers=("bob@example.org",))
    client = signed_in("bob")
    assert "What happened" not in client.get(request.get_absolute_url()).content.decode()
    assert client.get(reverse("requests:receipt", args=[request.key])).status_code == 404


def test_a_percent_sign_in_an_address_opens_nothing(db: None) -> None:
    delivered(Marking.AMBER)
    odd = User.objects.create_user("%@example.org", None, name="Odd")
    assert not visible_to(visitor(odd, [])).exists()
