"""Finds out whose copy a file was: by its printed code, its name in its metadata, and its lines.

The three are looked for independently, because somebody may have removed or forged the ones that can be
seen; where they name different copies, that is said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.db.models import QuerySet

from reports.domain import codes, copymark
from reports.domain.lettering import letters
from reports.models import Copy, Edition
from reports.rendering import alignment, reading
from reports.services import copies

LARGEST = 50 * 2**20
_MOST_EDITIONS = 20


class Means(StrEnum):
    """What gave a copy away."""

    CODE = "the code that is printed on it"
    NAME = "its name in the file's metadata"
    LINES = "the position of its lines"


@dataclass(frozen=True, slots=True)
class Clue:
    """One copy, how it was found, and for the lines how many of the readings agree."""

    copy: Copy
    means: Means
    agreeing: int = 0
    readings: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """All that was found; `editions` are those whose text the file has."""

    clues: tuple[Clue, ...]
    editions: tuple[Edition, ...]

    @property
    def copies(self) -> list[Copy]:
        """The copies that were found, the surest means first."""
        surest = sorted(self.clues, key=lambda clue: list(Means).index(clue.means), reverse=True)
        return list({clue.copy.pk: clue.copy for clue in surest}.values())

    @property
    def is_contradictory(self) -> bool:
        """Whether the means name different copies: what is printed can be forged, the lines cannot."""
        return len(self.copies) > 1


def trace(pdf: bytes, *, edition: Edition | None = None) -> Trace:
    """Whose copy a file from outside was; `edition` is tried where the file does not say which it is.

    Raises reading.UnreadableError.
    """
    read = reading.read(pdf)
    printed = codes.found_in(read.text)
    editions = _editions(read, printed, edition)
    by_code = [Clue(copy, Means.CODE) for copy in _known(code__in=printed)]
    clues = [*by_code, *_by_name(read, editions)]
    for each in editions:
        clues += _by_lines(read, each)
    return Trace(tuple(clues), tuple(editions))


def _known(**wanted: object) -> Iterable[Copy]:
    return (
        Copy.objects.filter(**wanted)
        .exclude(name="", organisation="", reader=None)
        .select_related("edition__report")
    )


def _editions(read: reading.Reading, printed: list[str], named: Edition | None) -> list[Edition]:
    """The editions that the file may be of: the named, those whose codes, names or titles it bears."""
    found: dict[int, Edition] = {named.pk: named} if named else {}
    copied = set(Copy.objects.filter(code__in=printed).values_list("edition_id", flat=True))
    text = _letters(read.text)
    for edition in _known_editions():
        if (
            edition.pk in copied
            or codes.of_digest(edition.snapshot_sha256) in printed
            or copies.identity(edition.snapshot_sha256).hex in read.names
            or _says(text, edition)
        ):
            found[edition.pk] = edition
        if len(found) >= _MOST_EDITIONS:
            break
    return list(found.values())


def _known_editions() -> Iterator[Edition]:
    """Every edition, the newest first, without its text."""
    needed = ("number", "pdf_name", "snapshot_sha256", "report__title", "report__reference")
    editions: QuerySet[Edition] = Edition.objects.select_related("report").only(*needed).order_by("-id")
    return editions.iterator()


def _says(text: str, edition: Edition) -> bool:
    title = _letters(edition.report.title)
    return bool(title) and title in text


def _letters(text: str) -> str:
    """The letters alone: a title may be broken over lines."""
    return "".join(letters(text).split()).casefold()


def _by_name(read: reading.Reading, editions: list[Edition]) -> list[Clue]:
    """Copies whose keyed name stands in the metadata or the trailer."""
    key = copies.key()
    candidates = _known(edition__in=editions)
    return [
        Clue(copy, Means.NAME) for copy in candidates if copymark.instance(key, copy.code).hex in read.names
    ]


def _by_lines(read: reading.Reading, edition: Edition) -> list[Clue]:
    """The copy whose lines moved as the file's did, if chance cannot explain it."""
    source = copies.master_in(edition.pdf_name, edition.snapshot_sha256)
    measured = alignment.measure(read, _model(edition.pdf_name, edition.snapshot_sha256), source.beginnings())
    candidates = list(_known(edition=edition))
    key, best = copies.key(), None
    for copy in candidates:
        alike = copymark.likeness(copymark.ways(key, copy.code, source.lines), measured)
        if best is None or alike.share > best[0].share:
            best = alike, copy
    if best is None or not best[0].exceeds_chance(len(candidates)):
        return []
    return [Clue(best[1], Means.LINES, best[0].agreeing, best[0].readings)]


@lru_cache(maxsize=4)
def _model(pdf_name: str, snapshot_sha256: str) -> reading.Reading:
    return reading.read_ours(copies.master_in(pdf_name, snapshot_sha256).pdf)
