"""Finds the box about the author that a web page prints below an article.

It speaks of a person and not of the subject; only what begins with an author’s name, or stands under “About
the author”, is taken for one.
"""

import re
from collections.abc import Sequence

from reports.domain.article.lines import Line

_TITLE = re.compile(r"^(?:about|meet) the (?:authors?|writers?|analysts?|editors?) ?:?$", re.IGNORECASE)
_TELLS = re.compile(
    r"^,? ?(?:\([^()]{1,80}\) ?)?(?:is|was|has|holds|works|worked|writes|serves|served|covers|specialises|"
    r"specializes|teaches|leads|heads|graduated|studied|earned|focuses)\b",
    re.IGNORECASE,
)
_FROM_END, _MAX = 14, 900
_TITLE_REASON, _REASON = "heads the box about the author", "tells who the author is"
_NAME_REASON = "names the author again"


def reasons(lines: Sequence[Line], authors: Sequence[str]) -> list[str | None]:
    """For each line, why it is about the author and not of the article, or None."""
    found: list[str | None] = [None] * len(lines)
    names = [name.split(",")[0].casefold() for name in authors]
    for position in range(max(0, len(lines) - _FROM_END), len(lines)):
        is_below_title = position > 0 and found[position - 1] == _TITLE_REASON
        found[position] = _reason(lines[position], names, is_below_title=is_below_title)
    return found


def _reason(line: Line, names: Sequence[str], *, is_below_title: bool) -> str | None:
    text = line.bare.strip("#*_ ")
    if _TITLE.match(text):
        return _TITLE_REASON
    if len(text) > _MAX:
        return None
    folded = text.replace("*", "").replace("_", "").casefold().removeprefix("by ")
    name = next((each for each in names if folded.startswith(each) or folded == f"about {each}"), None)
    if name is None:
        return _REASON if is_below_title and len(text) <= _MAX else None
    rest = folded.removeprefix("about ").removeprefix(name)
    if not rest.strip(" :"):
        return _TITLE_REASON if folded.startswith("about ") else _NAME_REASON
    return _REASON if is_below_title or _TELLS.match(rest) else None
