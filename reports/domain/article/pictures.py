"""Adds to the head what is said of the article's picture: the caption, the credit, the picture's own name.

The name that a web page prints beside a picture is kept apart from the caption, so that neither is lost.
"""

from reports.domain.article.lines import Line
from reports.domain.article.marks import Image
from reports.domain.article.masthead import SHORT, Masthead
from reports.domain.article.picture import Caption, read, speaks_of_picture

_NEAR = 3
_NO_PICTURE = "is the picture’s name; the picture itself is not in a text"


def add_caption(head: Masthead, line: Line, mark: Caption) -> None:
    """Set caption and credit; a short line just above is the missing caption, or the picture's name."""
    if head.credit or (head.caption and mark.caption):
        head.rest.append(line)
        return
    caption = mark.caption or head.caption
    if not caption and (above := _above(head, line)):
        caption = head.shown(above)
    if not head.caption and (name := _above(head, line)):
        head.ledger.leave(name, _NO_PICTURE)
    head.caption, head.credit = caption, mark.credit
    head.ledger.label(mark.label)


def _above(head: Masthead, line: Line) -> Line | None:
    """Take the short, unfinished line just above, if there is one."""
    if not head.rest:
        return None
    above = head.rest[-1]
    is_finished = above.bare.endswith((".", "!", "?", "…", "。", "؟", ":"))
    if is_finished or len(above.bare) > 2 * SHORT or line.number - above.number > _NEAR:
        return None
    return head.rest.pop()


def add_image(head: Masthead, line: Line, mark: Image) -> None:
    """A picture set into Markdown: its words are the caption unless a line with credits says more."""
    head.ledger.leave(line.having(mark.address), "is the address of a picture; pictures are added by hand")
    if mark.alternative and head.picture_name is None and not head.caption:
        head.picture_name = line.having(mark.alternative)
    elif mark.alternative:
        head.ledger.leave(line.having(mark.alternative), _NO_PICTURE)


def settle(head: Masthead) -> None:
    """Without credits, the picture's name or a short line that speaks of a picture is the caption."""
    if head.picture_name and not head.caption and not head.credit:
        _name_as_caption(head, head.shown(head.picture_name))
    if head.picture_name:
        head.ledger.leave(head.picture_name, _NO_PICTURE)
    if head.caption or head.credit:
        return
    spoken = next((line for line in head.rest if speaks_of_picture(head.shown(line))), None)
    if spoken and len(spoken.bare) <= 2 * SHORT and not spoken.bare.endswith("."):
        head.rest.remove(spoken)
        head.caption = head.shown(spoken)


def _name_as_caption(head: Masthead, text: str) -> None:
    """The picture's own words, which may hold its credit."""
    found = read(text) or Caption(text, "", "")
    head.caption, head.credit, head.picture_name = found.caption, found.credit, None
    head.ledger.label(found.label)
