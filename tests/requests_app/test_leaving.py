"""What becomes of a request when whoever asked leaves the organisation, and who acts for it then."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reports.domain.marking import Marking
from reports.models import Mail, Membership, MembershipEvent, Organisation, User
from reports.services import houses, members, storing
from reports.services.houses import MembersRefused
from requests_app.domain.workflow import Status
from requests_app.models import Attachment, Delivery, ReportRequest, RequestDraft
from requests_app.permissions import acts_for, drafts_of, visible_to, visitor
from requests_app.services import contacts, links, sending, transitions
from tests import factories

pytestmark = pytest.mark.django_db


def delivered(**changes: Any) -> ReportRequest:
    """A request of alice with a report, a file and a draft; nothing is printed for it. Bob owns the house."""
    factories.bob()
    request = factories.request_at(Status.IN_PRODUCTION, **changes)
    assert request.report is not None
    Delivery.objects.create(request=request, edition=factories.edition_of(request.report))
    ReportRequest.objects.filter(pk=request.pk).update(status="delivered", resolution="answered", version=9)
    stored = storing.keep(b"%PDF-1.7 of the client")
    Attachment.objects.create(
        request=request, position=1, name="berths.pdf", media_type="application/pdf", size=22,
        sha256=stored[3:67], stored_name=stored,
    )  # fmt: skip
    Membership.objects.filter(user=factories.bob()).update(role="owner")
    request.refresh_from_db()
    return request


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def removed(user: User) -> None:
    members.remove(Membership.objects.get(user=user), by=factories.bob())


def told(client: Client, address: str) -> tuple[int, bytes]:
    """Status and body, without what a page holds by chance; a file that streams is read to its end."""
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return response.status_code, re.sub(rb'value="[\w-]{64}"|nonce="[^"]*"', b"", body)


def test_removal_in_the_middle_of_a_list_of_downloads_closes_each_of_its_links(alice: User) -> None:
    request = delivered()
    draft = RequestDraft.objects.create(owner=alice, organisation=request.organisation, typed={"title": "T"})
    client = signed_in(alice)
    client.post(reverse("requests:open", args=[links.secret_of(request)]))  # by its link as well
    pages = [reverse("requests:organisation"), request.get_absolute_url(), reverse("requests:list")]
    found = {
        link for page in pages for link in re.findall(r'href="(/[^"#]+)"', client.get(page).content.decode())
    }
    mine = {link for link in found if str(request.key) in link} | {
        *(
            reverse(f"requests:{name}", args=[request.key])
            for name in ("detail", "receipt", "received", "progress")
        ),
        reverse("requests:draft", args=[draft.key]),
        reverse("requests:open", args=[links.secret_of(request)]),
    }
    download = reverse("requests:download", args=[request.key])
    file = reverse("requests:file", args=[request.key, request.attachments.get().key])
    assert {download, file, reverse("requests:organisation")} <= mine | found
    assert {told(client, each)[0] for each in (download, file, *pages)} == {200}

    removed(alice)

    missing = told(client, "/requests/00000000-0000-4000-8000-000000000000/")
    assert missing[0] == 404
    assert {each: told(client, each) for each in {*mine, pages[0]}} == dict.fromkeys(
        {*mine, pages[0]}, missing
    )
    for name in ("withdraw", "write", "lock", "feedback"):
        assert client.post(reverse(f"requests:{name}", args=[request.key])).status_code == 404
    assert request.number not in client.get(pages[2]).content.decode()
    assert (visible_to(visitor(alice, [])).count(), drafts_of(visitor(alice, [])).count()) == (0, 0)
    with pytest.raises(transitions.TransitionRefused, match="another role"):
        transitions.apply(request, "close", by=alice)


def test_what_was_asked_for_no_organisation_stays(alice: User) -> None:
    request = delivered(organisation="Alice by herself")
    removed(alice)
    assert visible_to(visitor(alice, [])).get() == request
    assert acts_for(visitor(alice, []), request)


@pytest.mark.parametrize("marking", list(Marking))
def test_colleagues_go_on_reading_what_the_marking_allows(alice: User, bob: User, marking: Marking) -> None:
    request = delivered(marking=marking)
    removed(alice)
    assert visible_to(visitor(bob, [])).exists() is (marking is not Marking.RED)
    assert not acts_for(visitor(bob, []), request)
    assert list(contacts.without_contact(bob.memberships.get().organisation)) == [request]


def test_an_owner_takes_over_and_every_earlier_link_ends(alice: User, bob: User) -> None:
    request = delivered(marking=Marking.RED)
    secret, zoe = links.secret_of(request), factories.person("Zoe", organisation=factories.ORGANISATION)
    browser = Client()
    browser.post(reverse("requests:open", args=[secret]))
    page, address = signed_in(bob), reverse("requests:take-over", args=[request.key])
    assert told(browser, request.get_absolute_url())[0] == 200
    assert told(page, address)[0] == 404
    with pytest.raises(MembersRefused, match="already"):
        contacts.take_over(request, by=bob)

    removed(alice)
    assert told(browser, request.get_absolute_url())[0] == 404
    overview = page.get(reverse("requests:organisation")).content.decode()
    assert (request.number in overview, request.title in overview) == (True, False)
    assert told(signed_in(zoe), address)[0] == 404
    assert page.get(address).status_code == 200
    taken = page.post(address, {"note": "She has gone to the port."})

    assert taken.headers["Location"] == request.get_absolute_url()
    request.refresh_from_db()
    assert (request.client, request.name, request.email) == (bob, "Bob", "bob@example.org")
    assert (told(page, request.get_absolute_url())[0], told(browser, request.get_absolute_url())[0]) == (
        200,
        404,
    )
    assert browser.post(reverse("requests:open", args=[secret])).status_code == 404
    factories.person("Alice").memberships.create(organisation=request.organisation)  # she is asked back
    assert told(browser, request.get_absolute_url())[0] == 404
    event = MembershipEvent.objects.last()
    assert event is not None
    assert (event.fact, event.reference, event.user, event.by) == ("taken_over", request.number, alice, bob)


def test_mail_about_a_request_that_nobody_acts_for_goes_to_an_owner(alice: User) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    factories.bob()
    Membership.objects.filter(user=factories.bob()).update(role="owner")
    removed(alice)
    Mail.objects.all().delete()
    factories.move(request, "decline")
    mail = Mail.objects.get()
    assert (mail.to, links.secret_of(request) in mail.text) == ("bob@example.org", False)
    assert f"{settings.SITE_URL}/organisation/" in mail.text


def test_who_was_named_as_a_reader_does_not_come_back_in_as_one(alice: User) -> None:
    request = delivered(readers=("alice@example.org", "nadia@example.org"))
    nadia = factories.person("Nadia")
    removed(alice)
    assert not visible_to(visitor(alice, [])).exists()
    assert visible_to(visitor(nadia, [])).get() == request


def test_a_draft_that_was_sent_is_of_the_organisation_that_its_request_is_of(alice: User) -> None:
    draft = RequestDraft.objects.create(owner=alice, organisation=alice.memberships.get().organisation)
    asked = factories.asked(organisation="Alice by herself")
    received = sending.deliver(draft, asked, by=alice)
    draft.refresh_from_db()
    assert (draft.organisation, received.request.organisation) == (None, None)


def test_the_page_of_a_client_costs_the_same_at_any_length(
    alice: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = delivered()
    page, address = signed_in(bob), reverse("requests:organisation")
    page.get(reverse("requests:download", args=[request.key]))
    with django_assert_num_queries(21):
        page.get(address)
    for name in ("Zoe", "Yan"):
        asker = factories.person(name, organisation=factories.ORGANISATION)
        signed_in(asker).get(reverse("requests:download", args=[request.key]))
        factories.submit(by=asker)
    with django_assert_num_queries(21):
        page.get(address)


def test_somebody_of_two_houses_reads_both_and_asks_for_the_one_it_is_in(alice: User) -> None:
    request = factories.submit()
    other = Organisation.objects.create(name="Baltic Lines")
    Membership.objects.create(organisation=other, user=alice)
    client = signed_in(alice)
    for home in (request.organisation, other):
        assert home is not None
        sent = {"organisation": str(home.pk), "next": "/requests/"}
        assert client.post(reverse("requests:switch"), sent).headers["Location"] == "/requests/"
        assert home.name in client.get(reverse("requests:organisation")).content.decode()
        assert request.number in client.get("/requests/").content.decode()
        client.post("/requests/new/", {"title": f"For {home.name}", "question_1": "Why?", "next": "1"})
        begun = RequestDraft.objects.latest("pk")
        assert (begun.organisation, begun.typed["organisation"]) == (home, home.name)
    elsewhere = Organisation.objects.create(name="Elsewhere")
    assert client.post(reverse("requests:switch"), {"organisation": elsewhere.pk}).status_code == 404
    outside = {"organisation": str(other.pk), "next": "https://elsewhere.example/"}
    assert client.post(reverse("requests:switch"), outside).headers["Location"] == "/organisation/"
    Membership.objects.filter(organisation=other).delete()
    assert houses.at_home(alice, {houses.CHOSEN: other.pk}) == Membership.objects.get(user=alice)
