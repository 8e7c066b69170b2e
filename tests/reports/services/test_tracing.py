"""A file that turned up names the copy that it was, by three means, and says when they disagree."""

import io

import pikepdf
import pytest

from reports.models import Copy, Edition
from reports.rendering.reading import UnreadableError
from reports.services import copies, tracing
from reports.services.copies import Recipient
from reports.services.tracing import Means
from tests import factories
from tests.reports.rendering import mastered

pytestmark = pytest.mark.django_db

ALICE, BOB = Recipient("Alice Adeyemi", "Meridian Shipping"), Recipient("Bob Berg", "Elsewhere")


@pytest.fixture
def edition(db: None) -> Edition:
    """A really printed briefing, with copies for other people."""
    made = factories.briefing(pdf=mastered.source().pdf, title=mastered.BRIEFING.title).edition
    for _ in range(20):
        copies.make(made, BOB)
    return made


def without_stamp(pdf: bytes, *, metadata: bool = True) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            page.obj.Contents.write(page.obj.Contents.read_bytes().replace(b"/CopyStamp Do", b""))
        if not metadata:
            del opened.Root.Metadata
            opened.trailer.ID = pikepdf.Array([pikepdf.String(b"x" * 16)] * 2)
        opened.save(saved := io.BytesIO())
    return saved.getvalue()


def means(found: tracing.Trace) -> list[Means]:
    return [clue.means for clue in found.clues]


def test_an_untouched_copy_is_named_by_all_three(edition: Edition) -> None:
    made = copies.make(edition, ALICE)

    found = tracing.trace(made.pdf)

    assert found.copies == [made.copy]
    assert means(found) == [Means.CODE, Means.NAME, Means.LINES]
    assert not found.is_contradictory


def test_a_copy_without_its_stamp_is_named_by_the_rest(edition: Edition) -> None:
    made = copies.make(edition, ALICE)

    assert means(tracing.trace(without_stamp(made.pdf))) == [Means.NAME, Means.LINES]
    found = tracing.trace(without_stamp(made.pdf, metadata=False))
    assert (found.copies, means(found)) == ([made.copy], [Means.LINES])


def test_a_forged_stamp_is_seen_through(edition: Edition) -> None:
    """Bob's code is printed on alice's copy."""
    alices, bobs = copies.make(edition, ALICE), copies.make(edition, BOB)
    form = copies.master_in(edition.pdf_name, edition.snapshot_sha256)
    forged = bytearray(alices.pdf)
    forged[form.form_at : form.form_at + 8192] = bobs.pdf[form.form_at : form.form_at + 8192]

    found = tracing.trace(bytes(forged))

    assert found.is_contradictory
    assert found.copies == [alices.copy, bobs.copy]


def test_the_file_for_everybody_names_nobody(edition: Edition) -> None:
    found = tracing.trace(copies.public(edition))

    assert found.clues == ()
    assert edition in found.editions


def test_a_named_edition_is_tried_where_the_file_says_nothing(edition: Edition) -> None:
    other = factories.briefing(
        "other-1-1", series="Other", title="Nothing of it", pdf=mastered.source().pdf
    ).edition
    made = copies.make(other, ALICE)
    bare = without_stamp(made.pdf, metadata=False)

    assert tracing.trace(bare).copies == []
    assert tracing.trace(bare, edition=other).copies == [made.copy]


def test_a_stranger_is_nobodys(edition: Edition) -> None:
    found = tracing.trace(factories.master("A page of somebody else"))

    assert (found.clues, found.editions) == ((), ())


def test_what_is_no_pdf_is_refused(edition: Edition) -> None:
    with pytest.raises(UnreadableError):
        tracing.trace(b"nothing")


def test_a_key_that_changed_finds_nothing_by_what_is_hidden(edition: Edition, settings: object) -> None:
    made = copies.make(edition, ALICE)
    settings.COPY_KEY = "another"  # type: ignore[attr-defined]

    assert means(tracing.trace(made.pdf)) == [Means.CODE]
    assert Copy.objects.filter(code=made.copy.code).exists()
