"""Rules of single briefings, embargoes and series without teasers: the gate, and every list made by it."""

from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone

from reports.domain.marking import Marking
from reports.models import ItemAccess, Organisation, Publication, Report, Series, User
from reports.services import access, opening, pages, publishing, relating, searching, verifying
from tests import factories

pytestmark = pytest.mark.django_db

W, T, R = access.Whole, access.TeaserOnly, access.Refused
SLUG = "northern-files-1-1"
PAGE = f"/briefings/{SLUG}/"


def aged(page: Publication, days: int) -> None:
    """Published that many days ago."""
    Publication.objects.filter(pk=page.pk).update(first_on=timezone.localdate() - timedelta(days=days))


def seen(page: Publication, *readers: access.Reader) -> list[type]:
    """What each may see of the briefing as it stands now."""
    edition = pages.publication(page.slug).edition  # type: ignore[union-attr]
    return [type(access.open_edition(reader, edition)) for reader in readers]


@pytest.mark.parametrize(
    ("rule", "marking", "expected"),
    [
        # own rule, marking: nobody, charlie (who is named), alice (who subscribes), staff
        ("", "TLP:CLEAR", [T, T, W, W]),
        ("open", "TLP:CLEAR", [W, W, W, W]),
        ("open", "TLP:GREEN", [T, W, W, W]),
        ("registered", "TLP:CLEAR", [T, W, W, W]),
        ("subscribers", "TLP:CLEAR", [T, T, W, W]),
        ("named", "TLP:CLEAR", [T, W, T, W]),
        ("named", "TLP:AMBER", [T, W, T, W]),
        ("open", "TLP:AMBER", [T, T, W, W]),
    ],
)
def test_who_reads_a_briefing_with_a_rule_of_its_own(
    alice: User, charlie: User, dana: User, rule: str, marking: str, expected: list[type]
) -> None:
    page = factories.briefing(access="subscribers", marking=marking)
    factories.subscribe(alice, page.series)
    named = Organisation.objects.filter(name="Elsewhere") if rule == "named" else []
    opening.open_to(page.report, rule, named, by=dana, note="Written for them.")

    readers = [access.NOBODY, *map(access.reader_of, (charlie, alice, dana))]

    assert seen(page, *readers) == expected


def test_the_page_and_the_lists_go_by_one_rule(alice: User, charlie: User, dana: User) -> None:
    page = factories.briefing(access="subscribers")
    factories.subscribe(alice, page.series, embargo_days=10)
    page.report.named.set(Organisation.objects.filter(name="Elsewhere"))
    rules = product(
        ("open", "registered", "subscribers"),
        ItemAccess.values,
        ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"),
    )
    wrong, opened = [], 0
    for series_rule, own, marking in rules:
        Report.objects.update(access=own)
        Publication.objects.update(marking=marking)
        readers = [access.NOBODY, *map(access.reader_of, (charlie, alice, dana))]
        for free_after, age in ((None, 9), (None, 10), (5, 4), (5, 5)):
            Series.objects.update(access=series_rule, free_after_days=free_after)
            aged(page, age)
            item = pages.briefing(SLUG)["item"]  # type: ignore[index]
            for reader in readers:
                alone = access.may_read_whole(reader, item)
                listed = Publication.objects.filter(access.readable(reader)).exists()
                opened += alone
                if alone != listed:
                    wrong.append((series_rule, own, marking, free_after, age, reader))
    assert not wrong
    assert 300 < opened < 900


def test_an_embargo_lifts_the_rule_of_the_series_on_its_day_and_no_marking(alice: User) -> None:
    page = factories.briefing(access="subscribers")
    green = factories.briefing("green", marking=Marking.GREEN.value)
    Series.objects.update(free_after_days=90)
    for each in (page, green):
        aged(each, 89)
    before = [*seen(page, access.NOBODY), *seen(green, access.NOBODY)]
    for each in (page, green):
        aged(each, 90)

    after = [*seen(page, access.NOBODY), *seen(green, access.NOBODY, access.reader_of(alice))]

    assert (before, after) == ([T, T], [W, T, W])


def test_a_briefing_with_a_rule_of_its_own_keeps_it_and_a_later_edition_begins_nothing_anew(
    dana: User,
) -> None:
    page = factories.briefing(access="subscribers")
    Series.objects.update(free_after_days=90)
    aged(page, 90)
    publishing.publish(page.report, factories.edition_of(page.report, number=2), by=dana)
    again = seen(page, access.NOBODY)

    opening.open_to(page.report, "subscribers", [], by=dana, note="Sold on its own.")

    assert (again, seen(page, access.NOBODY)) == ([W], [T])


def test_a_plan_with_an_embargo_opens_a_briefing_some_days_after_it_was_published(alice: User) -> None:
    page = factories.briefing(access="subscribers")
    factories.subscribe(alice, page.series, embargo_days=30)
    aged(page, 29)
    assert seen(page, access.reader_of(alice)) == [T]
    aged(page, 30)
    assert seen(page, access.reader_of(alice)) == [W]

    factories.subscribe(alice, page.series)
    aged(page, 0)
    assert seen(page, access.reader_of(alice)) == [W]


def test_a_reader_is_told_the_day_on_which_it_opens(client: Client, alice: User) -> None:
    page = factories.briefing(access="subscribers")
    factories.subscribe(alice, page.series, embargo_days=30)
    Series.objects.update(free_after_days=60)
    client.force_login(alice)

    told = client.get(PAGE).content.decode()

    mine, everybody = (page.first_on + timedelta(days=days) for days in (30, 60))
    assert f"It opens to you on {mine:%-d %B %Y}." in told
    assert f"It is free for everybody from {everybody:%-d %B %Y}." in told


@pytest.mark.parametrize(
    ("terms", "sees"),
    [
        ({"ends": None}, W),
        ({"state": "needs_approval"}, T),
        ({"state": "awaiting_payment"}, T),
        ({"state": "cancelled"}, T),
        ({"state": "ending"}, W),
        ({"ends": -1, "grace_days": 1}, W),
        ({"ends": -2, "grace_days": 1}, T),
        ({"ends": -1, "grace_days": 1, "state": "ending"}, T),
    ],
)
def test_which_subscriptions_open(alice: User, terms: dict[str, object], sees: type) -> None:
    page = factories.briefing(access="subscribers")
    paid = factories.subscribe(alice, page.series)
    today = timezone.localdate()
    if isinstance(terms.get("ends"), int):
        terms = {**terms, "ends": today + timedelta(days=terms["ends"])}  # type: ignore[arg-type]
    type(paid).objects.update(starts=today - timedelta(days=9), **terms)

    assert seen(page, access.reader_of(alice)) == [sees]


def test_without_teasers_a_briefing_exists_for_its_readers_alone(
    client: Client, alice: User, charlie: User
) -> None:
    other = factories.briefing("open-1-1", series="Open Files", title="Beside it")
    page = factories.briefing(access="subscribers")
    factories.subscribe(alice, page.series)
    page.series.has_teaser = False
    page.series.save()
    relating.renew(page.series)
    missing = client.get("/briefings/nothing/").content

    for reader in (None, charlie):
        if reader:
            client.force_login(reader)
        answers = [client.get(each) for each in (PAGE, f"{PAGE}pdf/", "/series/northern-files/")]
        assert [each.status_code for each in answers] == [404, 404, 404]
        assert answers[0].content == missing
        public = client.get("/"), client.get("/search/?q=ferries"), client.get("/briefings/open-1-1/")
        assert [page.title in each.content.decode() for each in public] == [False, False, False]
        assert SLUG not in client.get(f"/requests/new/?briefing={SLUG}", follow=True).content.decode()
    assert verifying.by_digest(page.edition.pdf_sha256).title == ""
    assert Publication.objects.get(pk=other.pk).related == []

    client.force_login(alice)
    listed = client.get("/series/northern-files/")
    assert (page.title in listed.content.decode(), listed["Cache-Control"]) == (True, "private, no-store")
    assert client.get(PAGE).status_code == 200
    found = [
        {hit.slug for hit in searching.search(reader, "ferries")}
        for reader in (access.reader_of(alice), access.reader_of(charlie))
    ]
    assert found == [{SLUG, "open-1-1"}, {"open-1-1"}]


def test_a_rule_names_organisations_or_none(dana: User) -> None:
    page = factories.briefing()
    for rule, named in (("named", []), ("open", [Organisation.objects.create(name="Elsewhere")])):
        with pytest.raises(opening.OpeningRefused, match="Name organisations"):
            opening.open_to(page.report, rule, named, by=dana, note="Why not.")
    assert list(page.report.named.all()) == []
