"""What anybody is told of a code or a file: whether it is ours and stands, not for whom it was."""

import hashlib

import pytest

from reports.domain import codes
from reports.models import CorrectionKind, Edition, Report
from reports.services import copies, corrections, verifying
from reports.services.verifying import UNKNOWN, Standing
from tests import factories

pytestmark = pytest.mark.django_db


def code_of(edition: Edition) -> str:
    return codes.of_digest(edition.snapshot_sha256)


@pytest.fixture
def edition(db: None) -> Edition:
    return factories.briefing().edition


@pytest.fixture
def tailored(db: None) -> Edition:
    report = Report.objects.create(
        reference="RQ-2026-000007",
        title="Secret plan",
        slug="t",
        prepared_for="Northwind",
        created_by=factories.dana(),
    )
    return factories.edition_of(report)


def test_an_edition_is_authentic_by_its_code_and_by_that_of_a_copy(edition: Edition) -> None:
    made = copies.make(edition, copies.Recipient("Alice"))

    for code in (code_of(edition), made.copy.code, made.copy.code.lower().replace("-", " ")):
        answer = verifying.by_code(code)
        assert (answer.standing, answer.number, answer.title) == (Standing.AUTHENTIC, 1, "Ferries in Winter")


def test_a_file_is_ours_to_the_byte(edition: Edition) -> None:
    pdf = copies.make(edition, copies.Recipient("Alice")).pdf
    changed = bytearray(pdf)
    changed[len(pdf) // 2] ^= 1

    assert verifying.by_digest(hashlib.sha256(pdf).hexdigest().upper()).standing is Standing.AUTHENTIC
    assert verifying.by_digest(edition.pdf_sha256).standing is Standing.AUTHENTIC
    assert verifying.by_digest(hashlib.sha256(changed).hexdigest()) == UNKNOWN


def test_a_tailored_report_is_ours_and_no_more_is_said(tailored: Edition) -> None:
    corrections.correct(tailored, CorrectionKind.CORRECTION, note="The client's name.", by=factories.dana())

    answer = verifying.by_code(code_of(tailored))

    assert answer.standing is Standing.AUTHENTIC
    assert (answer.title, answer.slug) == ("", "")
    assert [(notice.label, notice.text) for notice in answer.notices] == [("Correction", "")]
    assert not any(secret in repr(answer) for secret in ("Secret", "Northwind", "RQ-", "client"))


def test_an_older_edition_is_superseded(edition: Edition) -> None:
    newer = factories.edition_of(edition.report, number=2)

    assert verifying.by_code(code_of(edition)).standing is Standing.SUPERSEDED
    assert verifying.by_code(code_of(edition)).latest == 2
    assert verifying.by_code(code_of(newer)).standing is Standing.AUTHENTIC


def test_a_withdrawn_edition_says_so_with_its_notice(edition: Edition) -> None:
    corrections.withdraw(edition, note="The figures were those of 2019.", by=factories.erin())

    answer = verifying.by_code(code_of(edition))

    assert answer.standing is Standing.WITHDRAWN
    assert [notice.text for notice in answer.notices] == ["The figures were those of 2019."]


def test_a_notice_on_a_closed_briefing_is_told_without_its_text() -> None:
    closed = factories.briefing(access="subscribers").edition
    corrections.correct(
        closed, CorrectionKind.ADDENDUM, note=f"More on {factories.LOCKED}.", by=factories.dana()
    )

    answer = verifying.by_code(code_of(closed))

    assert [(notice.label, notice.text) for notice in answer.notices] == [("Addendum", "")]
    assert answer.title == "Ferries in Winter"


@pytest.mark.parametrize("code", ["", "x", "0000-0000-0000", "NENT-QAXB-NEN5", "ABCD-EFGH-JKMX", "' OR 1=1"])
def test_what_is_not_ours_is_unknown(edition: Edition, code: str) -> None:
    assert verifying.by_code(code) == UNKNOWN


@pytest.mark.parametrize("digest", ["", "0" * 64, "0" * 63, "g" * 64, "0" * 65])
def test_a_digest_that_is_not_ours_is_unknown(edition: Edition, digest: str) -> None:
    assert verifying.by_digest(digest) == UNKNOWN
