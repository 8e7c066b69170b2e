"""A request that follows up a briefing: what everybody may know of it is filled in, and nothing else."""

import pytest
from django.test import Client

from reports.domain.draft import Draft
from reports.domain.marking import Marking
from reports.domain.sections import SectionKind
from reports.models import Publication, User
from reports.services import composing, issuing
from requests_app.models import ReportRequest
from tests import factories
from tests.requests_app.asking import NEW, changed, draft, page_of, post, send, text_in


@pytest.fixture
def briefing(dana: User) -> Publication:
    """A published briefing with two countries and a topic."""
    draft = Draft(
        title="The strait in winter",
        series_title="Strait Letters",
        volume=1,
        issue=1,
        marking=Marking.CLEAR.value,
        countries=("IR", "OM"),
        topics=("shipping",),
        sections=((SectionKind.EXECUTIVE_SUMMARY, "It stays open."),),
    )
    report = factories.approved(composing.create_briefing(draft, by=dana))
    return issuing.issue_now(report, by=dana)


def test_the_form_is_prefilled_from_the_briefing(client: Client, briefing: Publication) -> None:
    page = client.get(NEW, {"briefing": briefing.slug}).content.decode()
    assert text_in(page, "title") == "Follow-up to “The strait in winter”"
    assert text_in(page, "briefing") == briefing.slug
    assert "Strait Letters" in page
    values = {**changed()["question"], "briefing": briefing.slug}
    page = client.get(post(client, "question", values)["Location"]).content.decode()
    assert text_in(page, "topics") == "shipping"
    for code in ("IR", "OM"):
        assert f'<option value="{code}" selected>' in page


def test_the_request_remembers_the_briefing_through_every_detour(
    client: Client, briefing: Publication, alice: User
) -> None:
    client.force_login(alice)
    answer = client.post(NEW, {"briefing": briefing.slug, "title": "", "more": "1"})
    assert client.get(answer["Location"]).status_code == 200
    one = draft()
    for step, values in changed().items():
        post(client, step, values, key=one.key)
    assert "The strait in winter" in page_of(client, one, "question")
    send(client, one)
    assert ReportRequest.objects.get().briefing_id == briefing.report_id


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["nothing", "a\x00b", "x" * 500, "../../etc", "' OR 1=1 --"])
def test_an_unknown_briefing_leaves_an_empty_form(client: Client, slug: str) -> None:
    answer = client.get(NEW, {"briefing": slug})
    assert answer.status_code == 200
    assert text_in(answer.content.decode(), "title") == ""


def test_a_briefing_for_named_readers_is_not_named(client: Client, briefing: Publication) -> None:
    Publication.objects.update(marking=Marking.RED.value)
    page = client.get(NEW, {"briefing": briefing.slug}).content.decode()
    assert "strait" not in page.lower()
