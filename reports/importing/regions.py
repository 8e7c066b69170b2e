"""Follows which part of a page is being read: an article of it, its main part, or what stands beside them.

Menus, forms and hidden text are words of the page too; they are left out with their reason, and not silently.
"""

from dataclasses import dataclass, field

_OUTSIDE = {
    "nav": "is a menu of the page",
    "menu": "is a menu of the page",
    "aside": "stands beside the article on its page",
    "footer": "is the foot of the page",
    "form": "is a form of the page",
    "button": "is a button of the page",
    "dialog": "is a window of the page",
}
_HIDDEN = "is hidden on the page"
_VOID = frozenset(("br", "hr", "img"))


@dataclass(slots=True)
class Region:
    """`article` numbers the outermost article that is open, 0 where none is."""

    article: int = 0
    _articles: int = 0
    _depth: int = 0
    _mains: int = 0
    _outside: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_main(self) -> bool:
        return self._mains > 0

    @property
    def outside(self) -> str:
        """Why what stands here is no part of an article; empty where it may be one."""
        return self._outside[-1][1] if self._outside else ""

    def enter(self, tag: str, values: dict[str, str]) -> None:
        if tag == "article":
            self._enter_article()
        self._mains += tag == "main"
        is_hidden = "hidden" in values or values.get("aria-hidden") == "true"
        is_box_of_article = tag == "aside" and self._depth > 0 and not is_hidden
        if tag in _VOID or is_box_of_article:
            return
        why = self.outside or (_HIDDEN if is_hidden else _OUTSIDE.get(tag, ""))
        is_same = bool(self._outside) and self._outside[-1][0] == tag
        if is_hidden or tag in _OUTSIDE or is_same:
            self._outside.append((tag, why))

    def _enter_article(self) -> None:
        if not self._depth:
            self._articles += 1
            self.article = self._articles
        self._depth += 1

    def leave(self, tag: str) -> None:
        if tag == "article":
            self._depth = max(self._depth - 1, 0)
            self.article = self.article if self._depth else 0
        self._mains = max(self._mains - (tag == "main"), 0)
        if self._outside and self._outside[-1][0] == tag:
            self._outside.pop()
