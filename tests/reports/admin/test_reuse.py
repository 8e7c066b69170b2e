"""Text of published briefings in a report: found, chosen, inserted, and known where it came from."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.domain.sections import SectionKind
from reports.models import Publication, Report, User
from reports.services import snapshots
from tests import factories
from tests.reports.admin.desk import at, form_in, opened, page_of, signed_in, text_of, written

NAME = "Northern Files 1/1, edition 1"


@pytest.fixture
def client(dana: User) -> Client:
    return signed_in(dana)


@pytest.fixture
def published(dana: User) -> Publication:
    return factories.briefing()


@pytest.fixture
def report(published: Publication) -> Report:
    return written()


def take(client: Client, report: Report, slug: str, **chosen: object) -> str:
    given = {"briefing": slug, "began_from": report.version, **chosen}
    return text_of(client.post(at("reuse", report), given, follow=True).content)


def test_a_published_briefing_is_found_and_shown(
    client: Client, report: Report, published: Publication
) -> None:
    found = text_of(client.get(at("reuse", report), {"q": "ice"}).content)
    assert "Ferries in Winter" in found
    parts = text_of(client.get(at("reuse", report), {"briefing": published.slug}).content)
    assert NAME in parts
    assert "The **ice** came early" in parts


def test_what_is_chosen_is_inserted_and_its_origin_kept(
    client: Client, report: Report, published: Publication
) -> None:
    words = take(client, report, published.slug, section=["analysis", "executive_summary"], finding=["1"])
    assert f"Taken from {NAME}." in words
    report.refresh_from_db()
    analysis = report.sections.get(kind=SectionKind.ANALYSIS)
    assert analysis.body.startswith("First of analysis.")
    assert analysis.body.endswith("came early <b>this</b> year.")
    assert analysis.reused_from == published.edition
    assert [each.text for each in report.findings.all()][2:] == [f"One finding says {factories.LOCKED}."]
    snapshot = snapshots.take(report, edition=0)
    assert {each.kind: each.reused_from for each in snapshot.sections} == {
        SectionKind.EXECUTIVE_SUMMARY: NAME,
        SectionKind.ANALYSIS: NAME,
        SectionKind.CONCLUSION: "",
    }
    assert f"from {NAME}" in text_of(client.get(page_of(report)).content)


@pytest.fixture
def whole(dana: User) -> Publication:
    """A published briefing with something of every kind."""
    source = written(slug="whole", title="Whole", issue=2)
    source.findings.update(text="The pilots are few.")
    source.scenarios.update(name="Hard")
    source.sources.update(citation="Pilots’ roster")
    return factories.publishing.publish(source, factories.edition_of(source), by=dana)


WHOLE = "Northern Files 2/2, edition 1"


def origins(report: Report) -> dict[str, list[str]]:
    text = snapshots.take(report, edition=0)
    lists = {"findings": text.findings, "scenarios": text.scenarios, "sources": text.sources}
    return {name: [each.reused_from for each in parts] for name, parts in lists.items()}


def test_each_part_that_is_taken_says_where_it_came_from(
    client: Client, report: Report, whole: Publication
) -> None:
    take(client, report, whole.slug, finding=["1"], scenario=["1"], source=["1"])
    assert origins(report) == {"findings": ["", "", WHOLE], "scenarios": ["", WHOLE], "sources": ["", WHOLE]}
    for rows in (report.findings, report.scenarios, report.sources):
        assert [row.reused_from for row in rows.exclude(reused_from=None)] == [whole.edition]
    assert [(each.number, each.name) for each in snapshots.take(report, edition=0).scenarios] == [
        (1, "Calm"),
        (2, "Hard"),
    ]
    assert text_of(client.get(page_of(report)).content).count(f"from {WHOLE}") == 3


def test_the_origin_of_a_part_moves_with_it_and_stays_when_it_is_changed(
    client: Client, report: Report, whole: Publication
) -> None:
    take(client, report, whole.slug, finding=["1"], scenario=["1"], source=["1"])
    moved = {"findings-0-ORDER": "3", "findings-2-ORDER": "1", "findings-2-text": "Few pilots are left."}
    moved |= {"scenarios-0-DELETE": "on", "sources-1-grade": "C3"}
    client.post(page_of(report), {**opened(client, page_of(report)), **moved, "_save": ""})
    assert origins(report) == {"findings": [WHOLE, "", ""], "scenarios": [WHOLE], "sources": ["", WHOLE]}
    assert report.findings.order_by("position")[0].text == "Few pilots are left."


def test_an_origin_is_one_of_ours_or_refused_and_what_was_typed_stays(
    client: Client, report: Report, whole: Publication
) -> None:
    form = opened(client, page_of(report))
    false = {"findings-0-reused_from": f"{WHOLE}:x", "findings-0-text": "Kept.", "_save": ""}
    answer = client.post(page_of(report), {**form, **false})
    assert answer.status_code == 422
    assert "The page came back changed" in text_of(answer.content)
    assert "Kept." in text_of(answer.content)
    assert origins(report)["findings"] == ["", ""]


def test_a_refused_form_and_an_emptied_row_keep_and_lose_their_origin(
    client: Client, report: Report, whole: Publication
) -> None:
    take(client, report, whole.slug, finding=["1"], source=["1"])
    form = {**opened(client, page_of(report)), "sources-1-citation": "", "_save": ""}
    emptied = {name: "" for name in form if name.startswith("sources-1-") and name[-11:] != "reused_from"}
    refused = client.post(page_of(report), {**form, **emptied, "title": ""})
    assert refused.status_code == 422
    client.post(page_of(report), {**form_in(refused.content.decode()), "title": "Mended", "_save": ""})
    assert origins(report) == {"findings": ["", "", WHOLE], "scenarios": [""], "sources": [""]}


def test_an_earlier_version_is_brought_back_with_its_origins(
    client: Client, report: Report, whole: Publication
) -> None:
    take(client, report, whole.slug, finding=["1"], scenario=["1"], source=["1"])
    taken = origins(report)
    form = opened(client, page_of(report))
    gone = {"findings-2-DELETE": "on", "scenarios-1-DELETE": "on", "sources-1-DELETE": "on"}
    client.post(page_of(report), {**form, **gone, "_save": ""})
    assert origins(report) == {"findings": ["", ""], "scenarios": [""], "sources": [""]}
    client.post(at("bring_back", report), {"version": "2"})
    assert origins(report) == taken
    assert [row.reused_from for row in report.findings.all()] == [None, None, whole.edition]


def test_a_comparison_names_the_origin_of_what_came(
    client: Client, report: Report, whole: Publication
) -> None:
    take(client, report, whole.slug, source=["1"])
    words = text_of(client.get(at("history", report), {"older": "1", "newer": "2"}).content)
    assert f"reused from: {WHOLE}" in words


def test_an_edition_is_read_once_however_much_was_taken_from_it(report: Report, whole: Publication) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            snapshots.take(report, edition=0)
        return len(queries)

    cost()
    before = cost()
    report.findings.update(reused_from=whole.edition)
    report.sources.update(reused_from=whole.edition)
    assert cost() == before + 1


def test_the_origin_outlives_editing_and_coming_back(
    client: Client, report: Report, published: Publication
) -> None:
    take(client, report, published.slug, section=["background", "analysis"])
    client.post(
        page_of(report), {**opened(client, page_of(report)), "body_analysis": "Mine now.", "_save": ""}
    )
    client.post(page_of(report), {**opened(client, page_of(report)), "body_analysis": "", "_save": ""})
    assert report.sections.get(kind=SectionKind.ANALYSIS).reused_from is None
    client.post(at("bring_back", report), {"version": "3"})
    analysis = report.sections.get(kind=SectionKind.ANALYSIS)
    assert (analysis.body, analysis.reused_from) == ("Mine now.", published.edition)


def test_taking_the_same_twice_adds_it_once(client: Client, report: Report, published: Publication) -> None:
    take(client, report, published.slug, section=["analysis"], finding=["1"])
    report.refresh_from_db()
    take(client, report, published.slug, section=["analysis"], finding=["1"])
    assert report.sections.get(kind=SectionKind.ANALYSIS).body.count("came early") == 1
    assert report.findings.count() == 3


def test_nothing_chosen_is_a_sentence(client: Client, report: Report, published: Publication) -> None:
    assert "Choose at least one section, finding, scenario or source." in take(client, report, published.slug)


def test_text_of_a_closer_circle_is_not_taken_into_a_wider_one(client: Client, report: Report) -> None:
    closed = factories.briefing("closed-1-1", series="Closed Files", marking="TLP:AMBER")
    words = take(client, report, closed.slug, section=["analysis"])
    assert "That briefing is TLP:AMBER and this report TLP:CLEAR" in words
    report.refresh_from_db()
    assert report.version == 1


def test_somebody_elses_save_in_between_is_told(
    client: Client, report: Report, published: Publication
) -> None:
    Report.objects.filter(pk=report.pk).update(version=2)
    words = take(client, report, published.slug, section=["analysis"])
    assert "Somebody has saved this report since you opened this page" in words
    assert report.sections.get(kind=SectionKind.ANALYSIS).reused_from is None


def test_likelihoods_of_another_yardstick_are_left_out(client: Client, dana: User) -> None:
    source = written(slug="other", title="Other", issue=2)
    from_other = factories.publishing.publish(source, factories.edition_of(source), by=dana)
    report = written(yardstick="phia")
    take(client, report, from_other.slug, finding=["1"])
    taken = report.findings.order_by("-position").first()
    assert taken is not None
    assert (taken.text, taken.likelihood, taken.percent) == ("The harbour stays open.", "", None)


def test_only_those_who_may_write_take_text(report: Report, alice: User) -> None:
    assert signed_in(alice).get(at("reuse", report)).status_code == 302
    assert (
        signed_in(factories.person("Rita", groups=("reviewer",))).get(at("reuse", report)).status_code == 403
    )
