"""Which sections a report has: the client chooses, staff decides, and nothing else is missed."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.domain.sections import SectionKind
from reports.models import Report, User
from reports.services import judging
from requests_app.domain.asking import IN_PLAIN_WORDS, chosen
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest
from requests_app.services import intake, transitions
from tests import factories
from tests.requests_app.asking import ask, changed, draft, fill, page_of, post, send

pytestmark = pytest.mark.django_db

SHORT = (SectionKind.EXECUTIVE_SUMMARY, SectionKind.ANALYSIS)
ALL = tuple(IN_PLAIN_WORDS)


def ticked(page: str) -> list[str]:
    boxes = re.findall(r'<input[^>]*name="sections"[^>]*>', page)
    return [value for box in boxes if "checked" in box for value in re.findall(r'value="(\w+)"', box)]


def desk_of(request: ReportRequest) -> str:
    return reverse("admin:requests_app_reportrequest_change", args=[request.pk])


def start(request: ReportRequest) -> str:
    return reverse("admin:requests_app_reportrequest_do", args=[request.pk, "start"])


def begun_with(request: ReportRequest) -> tuple[str, ...]:
    request.refresh_from_db()
    assert request.report is not None
    return tuple(request.report.sections.values_list("kind", flat=True))


def test_every_section_but_the_call_to_action_is_offered_and_ticked(client: Client) -> None:
    assert set(SectionKind) - set(ALL) == {SectionKind.CALL_TO_ACTION}
    post(client, "question", changed()["question"])
    assert ticked(page_of(client, draft(), "answer")) == list(ALL)


@pytest.mark.parametrize(
    ("sent", "kept"), [(SHORT[::-1], list(SHORT)), (ALL, []), ((), [])], ids=["some", "all", "none"]
)
def test_a_choice_is_kept_in_print_order_and_all_is_the_same_as_none(
    client: Client, alice: User, sent: tuple[str, ...], kept: list[str]
) -> None:
    client.force_login(alice)
    ask(client, sections=sent)
    request = ReportRequest.objects.get()
    assert request.sections == kept
    assert request.kinds == (tuple(kept) or ALL)


@pytest.mark.parametrize("value", ["call_to_action", "nonsense", "", "a\x00b", "Analysis"])
def test_a_section_that_there_is_not_is_refused_with_a_sentence(
    client: Client, alice: User, value: str
) -> None:
    client.force_login(alice)
    one, answers = fill(client, sections=["analysis", value])
    assert answers["answer"].status_code == 422
    assert answers["answer"].context["form"].errors == {  # type: ignore[attr-defined]
        "sections": ["A report has no such section; choose among those on the form."]
    }
    assert ticked(page_of(client, one, "answer")) == ["analysis"]
    send(client, one)
    assert ReportRequest.objects.count() == 0


def test_intake_refuses_what_the_form_would(alice: User) -> None:
    asked = factories.asked(sections=(SectionKind.CALL_TO_ACTION,))
    with pytest.raises(intake.IntakeRefused, match="no section “call_to_action”"):
        intake.submit(asked, submission_key=uuid.uuid4(), by=alice)


def test_the_clients_page_names_a_choice_only(client: Client, alice: User) -> None:
    client.force_login(alice)
    some, everything = factories.submit(sections=SHORT), factories.submit()
    pages = [client.get(each.get_absolute_url()).content.decode() for each in (some, everything)]
    assert ["<dt>Sections</dt><dd>Executive Summary, Analysis</dd>" in page for page in pages] == [
        True,
        False,
    ]
    assert "<dt>Sections</dt>" not in pages[1]


@pytest.mark.parametrize("asked", [SHORT, ()])
def test_the_report_begins_with_what_the_client_chose(asked: tuple[SectionKind, ...]) -> None:
    request = factories.request_at(Status.IN_PRODUCTION, sections=asked)
    assert begun_with(request) == (asked or ALL)
    assert request.report is not None
    assert request.report.questions == list(request.questions.values_list("text", flat=True))


def test_the_step_is_filled_in_with_the_clients_choice_and_asks_no_reason(dana: User, client: Client) -> None:
    request = factories.request_at(Status.ACCEPTED, sections=SHORT)
    client.force_login(dana)
    page = client.get(desk_of(request)).content.decode()
    assert ticked(page) == list(SHORT)
    assert 'id="note-start"' not in page
    earlier = factories.request_at(Status.IN_TRIAGE, sections=SHORT)
    assert 'name="sections"' not in client.get(desk_of(earlier)).content.decode()


def test_staff_changes_the_choice_and_what_was_asked_stays_known(dana: User, client: Client) -> None:
    request = factories.request_at(Status.ACCEPTED, sections=SHORT)
    client.force_login(dana)
    client.post(start(request), {"version": request.version, "sections": ["sources", "analysis"]})
    assert begun_with(request) == ("analysis", "sources")
    assert request.sections == list(SHORT)


@pytest.mark.parametrize(
    ("sections", "sentence"),
    [
        ([], "needs a section; choose what the report is to hold."),
        (["analysis", "call_to_action"], "A report has no such section"),
    ],
)
def test_a_choice_that_is_none_begins_nothing(
    dana: User, client: Client, sections: list[str], sentence: str
) -> None:
    request = factories.request_at(Status.ACCEPTED)
    client.force_login(dana)
    page = client.post(start(request), {"sections": sections}, follow=True).content.decode()
    assert sentence in page
    assert ReportRequest.objects.get().status == Status.ACCEPTED
    assert Report.objects.count() == 0


def test_a_refused_step_keeps_what_was_ticked(dana: User, client: Client) -> None:
    request = factories.request_at(Status.ACCEPTED)
    client.force_login(dana)
    page = client.post(start(request), {"version": "1", "sections": ["conclusion"]}, follow=True)
    assert "was faster" in page.content.decode()
    assert ticked(page.content.decode()) == ["conclusion"]
    assert ticked(client.get(desk_of(request)).content.decode()) == list(ALL)


def test_the_door_checks_the_names_itself(dana: User) -> None:
    request = factories.request_at(Status.ACCEPTED)
    with pytest.raises(transitions.TransitionRefused, match="no section “nonsense”"):
        transitions.apply(request, "start", by=dana, given={"sections": ["nonsense"]})


def test_a_report_of_two_sections_comes_to_delivery(dana: User, erin: User) -> None:
    request = factories.request_at(Status.IN_PRODUCTION, sections=SHORT)
    report = request.report
    assert report is not None
    report.sections.filter(kind__in=SHORT).update(body="The harbour stays open.")
    report.sources.create(citation="Harbour log.", grade="A2", supports=["Analysis"])
    report.timeline.create(when="2026-01", text="The ice came.")
    for number in (1, 2):
        report.answers.create(position=number, places=["Analysis"])
    report.refresh_from_db()
    assert [each.rule for each in judging.open_faults(report)] == []
    transitions.apply(request, "send_to_review", by=dana)
    factories.approve(request)
    assert request.stage is Status.APPROVED


def test_what_was_asked_for_is_still_missed() -> None:
    report = factories.request_at(Status.IN_PRODUCTION, sections=SHORT).report
    assert report is not None
    missed = [each.advice for each in judging.open_faults(report) if each.rule == "required-section"]
    assert missed == ["Write the section “Executive Summary”.", "Write the section “Analysis”."]


def test_all_of_them_is_no_choice() -> None:
    assert (chosen(ALL), chosen(())) == ((), ())


def test_the_choice_costs_the_desk_no_query(dana: User, client: Client) -> None:
    client.force_login(dana)
    some, everything = (factories.request_at(Status.ACCEPTED, sections=each) for each in (SHORT, ()))
    client.get(desk_of(some))
    counts = []
    for request in (some, everything):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(desk_of(request))
        counts.append(len(queries))
    assert counts[0] == counts[1]
