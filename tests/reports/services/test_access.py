"""The gate: every level, marking and reader, as one table."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone

from reports.domain.marking import Marking
from reports.domain.sections import SectionKind
from reports.domain.snapshot import Finding, SectionText, canonical_json, digest, from_json
from reports.models import Edition, Membership, Organisation, Report, Series, SeriesAccess, Subscription, User
from reports.services import access, snapshots

pytestmark = pytest.mark.django_db

LEAD, REST, FINDING = "the lead says bellwether", "the rest says quicksilver", "found out: marzipan"


def person(email: str, **fields: object) -> User:
    return User.objects.create_user(email, name=email.split("@", maxsplit=1)[0], **fields)


@pytest.fixture
def author() -> User:
    user = person("dana@house.example", is_staff=True)
    user.groups.add(Group.objects.get(name="analyst"))
    return User.objects.get(pk=user.pk)


def edition_of(author: User, *, level: str, marking: Marking) -> Edition:
    series = Series.objects.create(
        title=f"Series {level} {marking}", slug=f"s-{level}-{marking.name}".lower(), access=level
    )
    report = Report.objects.create(
        series=series,
        volume=1,
        issue=1,
        title="On locks",
        slug=series.slug,
        marking=marking,
        created_by=author,
    )
    report.sections.create(kind=SectionKind.EXECUTIVE_SUMMARY, body=f"{LEAD}\n\n{REST}")
    report.findings.create(position=1, text=FINDING)
    text = canonical_json(snapshots.take(report, edition=1))
    return Edition.objects.create(
        report=report, number=1, snapshot=text, snapshot_sha256=digest(text), html="", pdf_name="aa/a.pdf",
        pdf_sha256="a" * 64, pdf_size=1, pages=1, frozen_by=author,
    )  # fmt: skip


def subscriber(series: Series, *, starts: int = -10, ends: int = 10) -> User:
    today = timezone.localdate()
    organisation = Organisation.objects.create(name=f"Organisation {starts} {ends}")
    user = person(f"reader{starts}{ends}@client.example")
    Membership.objects.create(organisation=organisation, user=user)
    paid = Subscription.objects.create(
        organisation=organisation,
        starts=today + timedelta(days=starts),
        ends=today + timedelta(days=ends),
        grace_days=0,
        state="active",
    )
    paid.series.add(series)
    return user


W, T, R = access.Whole, access.TeaserOnly, access.Refused
TABLE = [
    # series level, marking, nobody, stranger, subscriber, staff
    (SeriesAccess.OPEN, Marking.CLEAR, W, W, W, W),
    (SeriesAccess.OPEN, Marking.GREEN, T, W, W, W),
    (SeriesAccess.OPEN, Marking.AMBER, T, T, W, W),
    (SeriesAccess.OPEN, Marking.AMBER_STRICT, T, T, W, W),
    (SeriesAccess.OPEN, Marking.RED, R, R, R, W),
    (SeriesAccess.REGISTERED, Marking.CLEAR, T, W, W, W),
    (SeriesAccess.REGISTERED, Marking.GREEN, T, W, W, W),
    (SeriesAccess.REGISTERED, Marking.AMBER, T, T, W, W),
    (SeriesAccess.REGISTERED, Marking.AMBER_STRICT, T, T, W, W),
    (SeriesAccess.REGISTERED, Marking.RED, R, R, R, W),
    (SeriesAccess.SUBSCRIBERS, Marking.CLEAR, T, T, W, W),
    (SeriesAccess.SUBSCRIBERS, Marking.GREEN, T, T, W, W),
    (SeriesAccess.SUBSCRIBERS, Marking.AMBER, T, T, W, W),
    (SeriesAccess.SUBSCRIBERS, Marking.AMBER_STRICT, T, T, W, W),
    (SeriesAccess.SUBSCRIBERS, Marking.RED, R, R, R, W),
]


def test_the_table_has_every_pair() -> None:
    assert {(row[0], row[1]) for row in TABLE} == {
        (level, each) for level in SeriesAccess for each in Marking
    }


@pytest.mark.parametrize(("level", "marking", "nobody", "stranger", "member", "staff"), TABLE)
def test_who_sees_what(
    author: User, level: str, marking: Marking, nobody: type, stranger: type, member: type, staff: type
) -> None:
    edition = edition_of(author, level=level, marking=marking)
    readers = [AnonymousUser(), person("charlie@else.example"), subscriber(edition.report.series), author]

    seen = [type(access.open_edition(access.reader_of(reader), edition)) for reader in readers]

    assert seen == [nobody, stranger, member, staff]


def test_the_teaser_holds_the_lead_and_counts_the_rest(author: User) -> None:
    edition = edition_of(author, level=SeriesAccess.SUBSCRIBERS, marking=Marking.CLEAR)
    seen = access.open_edition(access.NOBODY, edition)

    assert isinstance(seen, access.TeaserOnly)
    assert (seen.teaser.lead, seen.teaser.findings_count) == (LEAD, 1)
    assert "quicksilver" not in repr(seen)
    assert "marzipan" not in repr(seen)


@pytest.mark.parametrize(
    ("starts", "ends", "sees"),
    [(0, 0, W), (-5, 0, W), (0, 5, W), (1, 5, T), (-5, -1, T)],
)
def test_a_subscription_counts_from_its_first_to_its_last_day(
    author: User, starts: int, ends: int, sees: type
) -> None:
    edition = edition_of(author, level=SeriesAccess.SUBSCRIBERS, marking=Marking.CLEAR)
    reader = access.reader_of(subscriber(edition.report.series, starts=starts, ends=ends))
    assert type(access.open_edition(reader, edition)) is sees


def test_a_removed_member_and_a_barred_person_are_strangers(author: User) -> None:
    edition = edition_of(author, level=SeriesAccess.SUBSCRIBERS, marking=Marking.CLEAR)
    removed = subscriber(edition.report.series)
    removed.memberships.all().delete()
    barred = subscriber(edition.report.series, ends=11)
    barred.is_active = False
    assert [type(access.open_edition(access.reader_of(each), edition)) for each in (removed, barred)] == [
        T,
        T,
    ]


def test_a_tailored_report_is_opened_by_nobody_here_but_staff(author: User) -> None:
    edition = edition_of(author, level=SeriesAccess.OPEN, marking=Marking.CLEAR)
    edition.report.series = None
    reader = access.reader_of(person("charlie@else.example"))
    assert type(access.open_edition(reader, edition)) is R
    assert type(access.open_edition(access.reader_of(author), edition)) is W


def test_an_unknown_level_is_closed() -> None:
    item = access.Item(report=1, series=1, series_access="everyone", marking="TLP:CLEAR")
    assert not access.may_read_whole(access.Reader(user_id=1), item)
    assert not access.exists(access.Reader(user_id=1), item)


def test_a_snapshot_survives_its_json(author: User) -> None:
    edition = edition_of(author, level=SeriesAccess.OPEN, marking=Marking.CLEAR)
    snapshot = from_json(edition.snapshot)
    assert snapshot == snapshots.take(edition.report, edition=1)
    assert snapshot.findings == (Finding(FINDING),)
    assert snapshot.sections == (
        SectionText(SectionKind.EXECUTIVE_SUMMARY, "Executive Summary", f"{LEAD}\n\n{REST}"),
    )
    with pytest.raises(ValueError, match="schema 7"):
        from_json(edition.snapshot.replace('"schema":1', '"schema":7'))
