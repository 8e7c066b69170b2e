"""How the editor's page is laid out: groups in print order, each with its text, its rows, or both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms

from reports.domain.comparing import LISTS
from reports.domain.sections import SPECS, SectionKind
from reports.forms.answers import AnswerForm
from reports.forms.document import ABOUT, NOTES, SUBJECT, body_name
from reports.forms.editor import Editor, Rows
from reports.forms.rows import Row

_ROWS_OF = {
    SectionKind.KEY_FINDINGS: "findings",
    SectionKind.RISK_ASSESSMENT: "risks",
    SectionKind.SCENARIOS: "scenarios",
    SectionKind.SOURCES: "sources",
}
_ALONE = {"timeline": "Timeline", "places": "Places", "figures": "Figures"}
_NUMBER = re.compile(r" \d+$")
_PLACES = {
    **{spec.title.lower(): spec.kind.value for spec in SPECS},
    **{LISTS[name].lower(): kind.value for kind, name in _ROWS_OF.items()},
    **{LISTS[name].lower(): name for name in _ALONE},
    "question": "answers",
    "editor’s note": "notes",
}
_AT_FIRST = {"about", "answers", SectionKind.EXECUTIVE_SUMMARY.value, SectionKind.KEY_FINDINGS.value}


@dataclass(frozen=True, slots=True)
class Group:
    """What can be folded away together; `origin` names the edition that its text came from."""

    key: str
    title: str
    lines: list[list[forms.BoundField]] = field(default_factory=list)
    body: forms.BoundField | None = None
    rows: Rows | None = None
    word: str = ""
    origin: str = ""
    answers: list[AnswerForm] = field(default_factory=list)

    @property
    def listed(self) -> list[tuple[Row, bool]]:
        """Each row, and whether it is an empty one to type into."""
        rows = self.rows
        if rows is None:
            return []
        if rows.is_bound:
            return [(row, not row.has_changed()) for row in rows.forms]
        return [(row, at >= rows.initial_form_count()) for at, row in enumerate(rows.forms)]

    @property
    def count(self) -> int:
        """How many rows say something."""
        return sum(not blank for _, blank in self.listed)

    @property
    def has_errors(self) -> bool:
        """Whether something in it stands in the way of saving."""
        fields = [*(each for line in self.lines for each in line), *([self.body] if self.body else [])]
        in_rows = bool(self.rows and self.rows.is_bound and self.rows.total_error_count())
        return in_rows or any(each.errors for each in fields) or any(each.errors for each in self.answers)

    @property
    def is_open(self) -> bool:
        """Whether it is unfolded when the page opens."""
        return self.has_errors or self.key in _AT_FIRST


def anchor(place: str) -> str:
    """The group in which a place is found that a warning names; the first group for the report itself."""
    return f"group-{_PLACES.get(_NUMBER.sub('', place).lower(), 'about')}"


def groups(editor: Editor) -> Iterator[Group]:
    """The groups of the page, in the order of print."""
    origins = {section.kind: section.reused_from for section in editor.before.sections}
    yield Group("about", "About", [*_lines(editor, ABOUT), *_lines(editor, SUBJECT)])
    if editor.answers:
        yield Group("answers", "What was asked, and where it is answered", answers=editor.answers)
    for spec in SPECS:
        name = _ROWS_OF.get(spec.kind, "")
        yield Group(
            key=spec.kind.value,
            title=spec.title,
            body=editor.document[body_name(spec.kind)],
            rows=editor.rows.get(name),
            word=LISTS.get(name, "").lower(),
            origin=origins.get(spec.kind, ""),
        )
    for name, title in _ALONE.items():
        yield Group(key=name, title=title, rows=editor.rows[name], word=LISTS[name].lower())
    yield Group("notes", "Notes", _lines(editor, NOTES))


_WIDE = {"title", "authors", "editor_note", "picture_caption", "picture_credit"}


def _lines(editor: Editor, names: tuple[str, ...]) -> list[list[forms.BoundField]]:
    """Fields side by side, but for those that need a line of their own."""
    lines: list[list[forms.BoundField]] = [[]]
    for name in names:
        if name not in editor.document.fields:
            continue
        if name in _WIDE:
            lines += [[editor.document[name]], []]
        else:
            lines[-1].append(editor.document[name])
    return [line for line in lines if line]
