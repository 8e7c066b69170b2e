"""Until the last vote no page, row or mail tells anybody but the voter what a reviewer thinks."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse

from reports.models import Mail, Report, User
from reports.services import snapshots
from requests_app.domain.reviewing import STANDARDS, Verdict
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest, Review
from requests_app.services import reviewing
from tests import factories

REASON, WORDS = "Zanzibarism", "Quaggapalooza"
LINK = re.compile(r'(?:href|action)="(/(?:staff|requests)/[^"#]*)"')
MOST = 120


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(request: ReportRequest) -> str:
    return reverse("admin:requests_app_reportrequest_change", args=[request.pk])


def review_of(request: ReportRequest) -> str:
    return reverse("admin:requests_app_reportrequest_review", args=[request.pk])


def form(request: ReportRequest, **changes: str) -> dict[str, str]:
    """What a browser sends of the voting form."""
    assert request.report is not None
    given = {"wording": snapshots.wording(request.report), "verdict": "approve", "reason": ""}
    for number, _ in STANDARDS:
        given |= {f"mark_{number}": "met", f"words_{number}": ""}
    return given | changes


def pages(user: User, *starts: str) -> Iterator[tuple[str, str]]:
    """Every page that somebody comes to by links, as its address and its source."""
    client, waiting, seen = signed_in(user), list(starts), set(starts)
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        source = answer.content.decode()
        yield address, source
        fresh = [link.replace("&amp;", "&") for link in LINK.findall(source) if "sign-out" not in link]
        fresh = [link for link in dict.fromkeys(fresh) if link not in seen]
        seen.update(fresh)
        waiting += fresh


@pytest.fixture
def voted(db: None) -> ReportRequest:
    """Erin wants changes and has said so; frank has not voted."""
    request = factories.request_at(Status.IN_REVIEW)
    answer = signed_in(factories.erin()).post(
        review_of(request),
        form(request, verdict="return", reason=REASON, mark_2="not_met", words_2=WORDS),
        follow=True,
    )
    assert "Your vote is kept." in answer.content.decode()
    reviewing.invite(request, factories.frank(), by=factories.dana())
    return request


def people() -> dict[str, User]:
    return {
        "frank": factories.frank(),
        "dana": factories.dana(),
        "tess": factories.person("Tess", groups=("triage",)),
        "eddie": factories.person("Eddie", groups=("editor", "analyst", "reviewer"), is_superuser=True),
        "alice": factories.alice(),
    }


@pytest.mark.parametrize("who", ["frank", "dana", "tess", "eddie", "alice"])
def test_no_page_tells_what_the_first_reviewer_thinks(voted: ReportRequest, who: str) -> None:
    starts = [reverse("requests:list"), voted.get_absolute_url()]
    if who != "alice":
        report = reverse("admin:reports_report_change", args=[voted.report_id])
        starts += ["/staff/", page_of(voted), review_of(voted), report]
    found = dict(pages(people()[who], *starts))
    assert voted.get_absolute_url() in found or page_of(voted) in found
    for address, source in found.items():
        for word in (REASON, WORDS, "Ask for changes</span>", 'data-status="changes_requested"'):
            if word in source and not _is_own_words(word, source):
                raise AssertionError(f"{address} tells {who}: {word}")


def _is_own_words(word: str, source: str) -> bool:
    """The queue's filter and legend name every status; a chip is told apart by standing in a vote."""
    return word.startswith("data-status") and 'class="desk-vote"' not in source


def test_no_row_and_no_mail_holds_a_word_of_it_but_the_vote_itself(voted: ReportRequest) -> None:
    holding = {
        model.__name__
        for model in apps.get_models()
        if any(word in serializers.serialize("json", model._base_manager.all()) for word in (REASON, WORDS))
    }
    assert holding == {"Review"}
    assert Mail.objects.count() == 3
    assert not Report.objects.get().approvals.exists()


def test_a_vote_for_and_a_vote_against_look_the_same_to_everybody_else(db: None) -> None:
    shown = []
    requests = [factories.request_at(Status.IN_REVIEW) for _ in Verdict]
    for request, verdict in zip(requests, Verdict, strict=True):
        factories.vote(request, by=factories.erin(), verdict=verdict, reason="Why.")
        reviewing.invite(request, factories.frank(), by=factories.dana())
    for request in requests:
        source = signed_in(factories.frank()).get(page_of(request)).content.decode()
        source = source[source.index('<div class="desk">') :]
        named = r"RQ-\d{4}-\d{6}|(?<=/)\d+(?=/)"  # each page names the other request as similar
        own = r'(csrfmiddlewaretoken|key)" value="[\w-]+"|datetime="[^"]+"|\d\d:\d\d'
        shown.append(re.sub(f"{named}|{own}", "", source))
    assert shown[0] == shown[1]


def test_the_voter_sees_its_own_vote_and_after_the_last_one_all_of_the_house_sees_both(
    voted: ReportRequest,
) -> None:
    assert REASON in signed_in(factories.erin()).get(page_of(voted)).content.decode()
    factories.vote(voted, by=factories.frank(), reason="Okapification")
    assert voted.stage is Status.CHANGES_REQUESTED
    for person in (factories.frank(), factories.dana(), factories.erin()):
        source = signed_in(person).get(page_of(voted)).content.decode()
        for word in (REASON, WORDS, "Okapification"):
            assert word in source
    assert REASON not in signed_in(factories.alice()).get(voted.get_absolute_url()).content.decode()


def test_the_voting_form_keeps_what_was_typed_and_names_what_is_missing(erin: User) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    sent = form(request, verdict="return", mark_4="partly", reason="")
    del sent["mark_9"]
    answer = signed_in(erin).post(review_of(request), {**sent, "words_1": "Kept <b>this</b>."})
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in (
        "Kept &lt;b&gt;this&lt;/b&gt;.",
        "Choose how far",
        "Say what is missing",
        "Say what has to change.",
    ):
        assert said in page
    assert re.findall(r'<input type="radio" name="verdict" value="return"[^>]* checked', page)
    assert not Review.objects.exists()


def test_a_form_sent_twice_votes_once_and_is_answered_kindly(erin: User) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    client, given = signed_in(erin), form(request)
    client.post(review_of(request), given)
    answer = client.post(review_of(request), given, follow=True)
    assert "You have voted in this round" in answer.content.decode()
    assert Review.objects.count() == 1


def test_a_wording_that_was_not_read_is_not_judged(erin: User) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    given = form(request)
    Report.objects.get().findings.update(text="Another text.")
    answer = signed_in(erin).post(review_of(request), given)
    assert answer.status_code == 409
    assert "The text was changed since you opened it" in answer.content.decode()


@pytest.mark.parametrize("who", ["dana", "alice"])
def test_the_voting_page_is_for_reviewers(who: str, dana: User, alice: User) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    client = signed_in({"dana": dana, "alice": alice}[who])
    for answer in (client.get(review_of(request)), client.post(review_of(request), form(request))):
        assert answer.status_code == 302
    assert not Review.objects.exists()


def test_the_reports_own_page_approves_no_tailored_report(erin: User) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    client, address = signed_in(erin), reverse("admin:reports_report_approve", args=[request.report_id])
    answer = client.post(address, {"version": "1"}, follow=True)
    assert "approved by the votes of its reviewers" in answer.content.decode()
    assert "Approve version" not in answer.content.decode()
    assert not Report.objects.get().approvals.exists()
