"""Text of published briefings in a report: found, chosen, inserted, and known where it came from."""

import pytest
from django.test import Client

from reports.domain.sections import SectionKind
from reports.models import Publication, Report, User
from reports.services import snapshots
from tests import factories
from tests.reports.admin.desk import at, opened, page_of, signed_in, text_of, written

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
    assert "Choose at least one section, finding or source." in take(client, report, published.slug)


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
