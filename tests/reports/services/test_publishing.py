"""What is compiled at publication, and what never is."""

from datetime import date

import pytest

from reports.models import Publication, SearchText
from reports.services import publishing, relating
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_page_is_compiled_from_the_edition() -> None:
    page = factories.briefing()

    assert (page.title, page.volume, page.issue, page.authors) == ("Ferries in Winter", 1, 1, ["Ada Lind"])
    assert page.lead == factories.OPEN_LEAD
    assert factories.LOCKED in page.full_html
    assert factories.LOCKED not in page.teaser_html


def test_what_everybody_may_find_holds_the_lead_and_nothing_behind_it() -> None:
    page = factories.briefing()
    texts = {row.whole: row for row in page.search_texts.all()}

    assert texts[False].text == factories.OPEN_LEAD
    assert factories.LOCKED in texts[True].text
    assert "ice came early <b>this</b> year" in texts[True].text
    about = "Ferries in Winter · Ada Lind · Northern Files · shipping · Norway"
    assert not texts[True].text.startswith("Executive")
    assert texts[False].about == texts[True].about == about


def test_publishing_twice_changes_nothing() -> None:
    page = factories.briefing()

    again = publishing.publish(page.report, page.edition, by=factories.dana())

    assert again.pk == page.pk
    assert (Publication.objects.count(), SearchText.objects.count()) == (1, 2)


def test_a_late_job_does_not_bring_back_an_older_edition() -> None:
    page = factories.briefing()
    first = page.edition
    second = factories.edition_of(page.report, number=2)
    publishing.publish(page.report, second, by=factories.dana())

    late = publishing.publish(page.report, first, by=factories.dana())

    assert late.edition == second


def test_a_correction_replaces_page_and_search_texts() -> None:
    page = factories.briefing()
    page.report.sections.filter(kind="analysis").update(body="The ice came late.")
    publishing.publish(page.report, factories.edition_of(page.report, number=2), by=factories.dana())

    page.refresh_from_db()
    assert "came late" in page.full_html
    assert "came early" not in page.full_html + page.search_texts.get(whole=True).text


def test_what_is_for_named_readers_only_is_refused() -> None:
    with pytest.raises(publishing.PublishingRefusedError, match="TLP:RED"):
        factories.briefing(marking="TLP:RED")

    assert Publication.objects.count() == 0


def test_a_tailored_report_is_refused() -> None:
    page = factories.briefing()
    report, edition = page.report, page.edition
    report.series = None

    with pytest.raises(publishing.PublishingRefusedError, match="place in a series"):
        publishing.publish(report, edition, by=factories.dana())


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("<p>un<em>believ</em>able &lt;b&gt; &amp; co</p>", "unbelievable <b> & co"),
        ("", ""),
    ],
)
def test_plain_keeps_the_words(html: str, words: str) -> None:
    assert publishing.plain(html) == words


def test_related_briefings_share_countries_topics_or_series() -> None:
    this = factories.briefing("this", title="This")
    factories.briefing("series-only", title="Series only", countries=["CL"], topics=["wine"])
    factories.briefing("both", title="Both", series="Other Files", countries=["NO"], topics=["shipping"])
    factories.briefing("neither", title="Neither", series="Far Files", countries=["CL"], topics=["copper"])

    this.refresh_from_db()
    assert [entry["slug"] for entry in this.related] == ["both", "series-only"]
    assert this.related == relating.related_to(this)


def test_related_entries_name_only_what_everybody_may_know() -> None:
    this = factories.briefing("this")
    factories.briefing("other", access="subscribers", series="Closed", title="Other", dated=date(2024, 3, 4))

    this.refresh_from_db()
    assert this.related == [{"slug": "other", "title": "Other", "dated": "2024-03-04", "series": "Closed"}]


def test_a_renamed_briefing_is_renamed_where_it_is_related() -> None:
    this, other = factories.briefing("this"), factories.briefing("other", title="Other")
    other.report.title = "Other, corrected"
    other.report.save()
    publishing.publish(other.report, factories.edition_of(other.report, number=2), by=factories.dana())

    this.refresh_from_db()
    assert [entry["title"] for entry in this.related] == ["Other, corrected"]
