"""Reads what stands above an article's text: title, picture, series line, byline, date, labels.

What stands there and is none of these is the beginning of the text, and is handed on with it.
"""

from collections.abc import Sequence

from reports.domain.article import furniture, headings, labelled, marks, names, pictures, wrapping
from reports.domain.article.labels import Field, Labelled
from reports.domain.article.lines import Line
from reports.domain.article.marks import Byline, Dated, Image, Mark
from reports.domain.article.masthead import MAX_TITLE, SHORT, Masthead, add_byline, add_date, add_series
from reports.domain.article.picture import Caption
from reports.domain.article.series_line import SeriesLine
from reports.domain.article.values import ArticleError, SeriesPlate

_REGION, _QUIET = 60, 8
_LONG, _FEWEST = 200, 2
_LINKING = ("of", "and", "the", "in", "to", "for", "a", "with", "on", "from", "by")
_UNFINISHED = (*",:–—", *(f" {word}" for word in _LINKING))


def walk(head: Masthead, lines: Sequence[Line]) -> list[Line]:
    """Take the head's lines and return those of the text. Raises ArticleError when there is no title."""
    lines = _title_first(wrapping.rejoined(lines, head.is_markdown), head.is_markdown)
    found = _marks(head, lines[:_REGION])
    _name_series_above_title(head, found)
    end = _end(found)
    head.names_series = any(isinstance(mark, SeriesLine) for mark in found.values())
    previous: Mark | Line | None = None
    position = 0
    for position, line in enumerate(lines):
        if position >= end and head.title and not _is_byline(head, line, previous):
            break
        previous = _take(head, line, found.get(line), previous)
    else:
        position = len(lines)
    _settle(head, lines)
    return [*head.rest, *lines[position:]]


def _title_first(lines: Sequence[Line], is_markdown: bool) -> list[Line]:
    """The lines with the title above the caption, where a page has its picture on top."""
    if len(lines) <= _FEWEST or not isinstance(marks.read(lines[0], is_markdown), Caption):
        return list(lines)
    is_title = lines[1].gap > 0 and len(lines[1].bare) <= SHORT and not lines[1].bare.endswith(".")
    has_title = is_title and marks.read(lines[1], is_markdown) is None
    is_head = has_title and isinstance(marks.read(lines[2], is_markdown), SeriesLine | Byline | Labelled)
    return [lines[1], lines[0], *lines[2:]] if is_head else list(lines)


def _marks(head: Masthead, lines: Sequence[Line]) -> dict[Line, Mark | None]:
    found: dict[Line, Mark | None] = {}
    for line in lines:
        if found and (headings.named(head.shown(line)) or furniture.is_end(line)):
            break
        found[line] = marks.read(line, head.is_markdown)
    return found


def _name_series_above_title(head: Masthead, found: dict[Line, Mark | None]) -> None:
    """A first line right above the series' numbers is the series' title, where another title follows."""
    lines = list(found)
    if len(lines) < _FEWEST or head.title or found[lines[0]] is not None:
        return
    below = next((i for i, line in enumerate(lines) if i and line.gap), len(lines))
    plates = [found[line] for line in lines[1:below]]
    titles = [line for line in lines[below:] if found[line] is None and not line.bare.endswith(".")]
    if plates and titles and all(isinstance(each, SeriesLine) and not each.plate.title for each in plates):
        found[lines[0]] = SeriesLine(SeriesPlate(title=head.shown(lines[0])), "", ())


def _end(found: dict[Line, Mark | None]) -> int:
    """How many lines the head has: up to the last marked one that is not far below the others."""
    end, quiet, is_in_text = 1, 0, False
    for position, (line, mark) in enumerate(found.items(), start=1):
        if mark and not (is_in_text and isinstance(mark, Caption | Dated | Image)):
            end, quiet = max(end, position), 0
            continue
        quiet += 1
        is_in_text = is_in_text or len(line.bare) > _LONG
        if quiet > _QUIET:
            break
    return end


def _take(head: Masthead, line: Line, mark: Mark | None, previous: Mark | Line | None) -> Mark | Line | None:
    """Take one line; returns what the next line may be a continuation of."""
    if mark is None and (reason := furniture.reason_at_head(line)):
        head.ledger.leave(line, reason)
        return previous
    if mark is None or (not head.title and isinstance(mark, Caption)):
        return _take_text(head, line, previous)
    add(head, line, mark)
    return mark


def add(head: Masthead, line: Line, mark: Mark) -> None:
    """Add what one marked line says."""
    match mark:
        case SeriesLine():
            for part in mark.rest if add_series(head, line, mark) else ():
                _take_beside(head, line.having(part))
        case Byline():
            add_byline(head, line, mark)
        case Dated():
            add_date(head, line, mark)
        case Caption():
            pictures.add_caption(head, line, mark)
        case Image():
            pictures.add_image(head, line, mark)
        case Labelled():
            labelled.add(head, line, mark)


def _take_beside(head: Masthead, part: Line) -> None:
    """What follows the numbers on the series line: a byline, a date, or nothing of the article."""
    mark = marks.read(part, is_markdown=False)
    if mark is None and not head.authors:
        mark = marks.byline(part.bare)
    if isinstance(mark, Byline | Dated | Labelled):
        add(head, part, mark)
    else:
        head.ledger.leave(part, "stands on the series line and is neither an author nor a date")


def _take_text(head: Masthead, line: Line, previous: Mark | Line | None) -> Mark | Line | None:
    if isinstance(previous, Labelled) and line.gap == 0 and _is_more_of_label(head, line, previous):
        return previous
    text = head.shown(line)
    if head.title == text and not head.rest:
        head.ledger.leave(line, "repeats the title")
        return previous
    if not head.title:
        _refuse_no_title(line, text)
        head.title = marks.exact(line, head.is_markdown)
        return line
    if _is_more_title(head, line, previous):
        head.title = f"{head.title} {text}"
        return line
    if _is_byline(head, line, previous) and (signed := _signed(text)):
        add_byline(head, line, signed)
        return signed
    head.rest.append(line)
    return None


def _refuse_no_title(line: Line, text: str) -> None:
    if headings.named(text):
        raise ArticleError(line.number, f"The article has no title: it begins with the heading “{text}”.")
    if len(text) > MAX_TITLE or (len(text) > SHORT * 1.5 and text.endswith(".")):
        raise ArticleError(line.number, "The first line is a paragraph; an article begins with its title.")


def _is_more_title(head: Masthead, line: Line, previous: Mark | Line | None) -> bool:
    """Whether a title that was broken over two lines goes on here."""
    if not isinstance(previous, Line) or line.gap or len(head.title) + len(line.bare) >= MAX_TITLE:
        return False
    return head.title.endswith(_UNFINISHED) or line.bare[0].islower()


def _is_more_of_label(head: Masthead, line: Line, label: Labelled) -> bool:
    """Take the line when it continues the label above: a longer note, or a value on the next line."""
    if label.field is Field.EDITOR_NOTE:
        head.note.append(line)
        return True
    if label.value:
        return False
    labelled.add(head, line, Labelled(label.field, "", head.shown(line)))
    return True


def _is_byline(head: Masthead, line: Line, previous: Mark | Line | None) -> bool:
    """Whether an unlabelled line stands where bylines stand and looks like one."""
    if head.authors or not head.title or len(line.bare) > SHORT:
        return False
    if head.rest and not isinstance(previous, SeriesLine):
        return False
    is_below_title = isinstance(previous, Line) and line.gap == 0 and not head.names_series
    is_below_label = isinstance(previous, Labelled) and not previous.value
    if not (isinstance(previous, SeriesLine | Dated) or is_below_title or is_below_label):
        return False
    text = head.shown(line)
    has_case = text.lower() != text.upper()
    return (has_case or line.gap == 0) and _signed(text) is not None


def _signed(text: str) -> Byline | None:
    try:
        rest = names.after_by_abroad(text) or text
        return marks.byline(rest, text.removesuffix(rest))
    except ValueError:
        return None


def _settle(head: Masthead, lines: Sequence[Line]) -> None:
    if not head.title:
        raise ArticleError(lines[0].number, "The article has no title; its first line should be one.")
    pictures.settle(head)
