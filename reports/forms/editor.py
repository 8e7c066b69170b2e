"""The whole editor as one form: the document and the rows of each kind of part, to and from a snapshot.

What is typed becomes a snapshot in memory, so the preview, the checks, the saving and the comparison with
somebody else's text all read the same thing, saved or not.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.formsets import ORDERING_FIELD_NAME, BaseFormSet, formset_factory
from django.utils.datastructures import MultiValueDict

from reports.domain.answering import answer_to, passages
from reports.domain.comparing import LISTS
from reports.domain.likelihood import Yardstick
from reports.domain.snapshot import FigureImage, Snapshot
from reports.forms.answers import AnswerForm
from reports.forms.document import DocumentForm, initial_of
from reports.forms.figure import FigureRow
from reports.forms.origin import token_of
from reports.forms.rows import FindingRow, PlaceRow, RiskRow, Row, ScenarioRow, SourceRow, TimelineRow
from reports.models import Report
from reports.services.pictures import Taken

ROWS: dict[str, tuple[type[Row], int]] = {
    "findings": (FindingRow, 80),
    "risks": (RiskRow, 80),
    "scenarios": (ScenarioRow, 30),
    "sources": (SourceRow, 300),
    "timeline": (TimelineRow, 200),
    "places": (PlaceRow, 100),
    "figures": (FigureRow, 40),
}
"""The form of each list of parts, and how many are taken."""

_LAST = 1_000_000


class Rows(BaseFormSet):
    """Rows that need no row of the database: whatever is typed comes back, whoever has saved since."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "empty_permitted": True}

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        order = form.fields[ORDERING_FIELD_NAME]
        order.label, order.widget.attrs["class"] = "Place", "order"

    def filled(self) -> list[Row]:
        """The rows that say something and are not to go, in their order."""
        rows = [row for row in self.forms if row.has_changed() and not row.is_removed()]
        places = {id(row): at for at, row in enumerate(rows)}
        return sorted(rows, key=lambda row: (row.cleaned_data.get("ORDER") or _LAST, places[id(row)]))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be saved as it is typed: where, the id of its field, and what to do."""

    place: str
    field: str
    sentence: str


class Editor:
    """`before` is the text that the person began from: what the form does not hold is taken from it."""

    def __init__(
        self,
        report: Report | None,
        before: Snapshot,
        data: MultiValueDict[str, str] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        self.before, self.data = before, data
        typed: dict[str, Any] = {} if data is None else {"data": data, "files": files}
        shown = initial_of(before, report) if data is None else None
        self.document = DocumentForm(report=report, initial=shown, **typed)
        self.yardstick = _yardstick("" if data is None else data.get("yardstick"), before)
        self.rows: dict[str, Rows] = {name: self._rows(name, typed) for name in ROWS}

    def _rows(self, name: str, typed: dict[str, Any]) -> Any:
        row, most = ROWS[name]
        kind = formset_factory(
            row, formset=Rows, can_order=True, can_delete=True, extra=1, max_num=most, validate_max=True
        )
        shown = None if typed else [_shown(part) for part in getattr(self.before, name)]
        sentences = {"missing_management_form": "The page came back incomplete; open it again."}
        kwargs = {"yardstick": self.yardstick}
        return kind(prefix=name, initial=shown, form_kwargs=kwargs, error_messages=sentences, **typed)

    @cached_property
    def answers(self) -> list[AnswerForm]:
        """A form for each question; it offers the places that the text has as it is typed."""
        offered = passages(self.before if self.data is None else self._text())
        return [
            AnswerForm(
                question=question, before=answer_to(self.before, number), offered=offered, data=self.data
            )
            for number, question in enumerate(self.before.questions, start=1)
        ]

    def is_valid(self) -> bool:
        """Whether all of it can be saved."""
        return all([self._text_is_valid(), *(form.is_valid() for form in self.answers)])

    def snapshot(self) -> Snapshot:
        """The text as it is typed; what is not valid is left out, so that the rest can be looked at."""
        answers = (form.value() for form in self.answers)
        return replace(self._text(), answers=tuple(each for each in answers if not each.is_open))

    def _text(self) -> Snapshot:
        """All but what is said of the questions."""
        self._text_is_valid()
        values = self.document.values(self.before)
        for name, rows in self.rows.items():
            values[name] = tuple(part for row in rows.filled() if (part := row.part()))
        values["scenarios"] = tuple(
            replace(scenario, number=number) for number, scenario in enumerate(values["scenarios"], start=1)
        )
        values["timeline"] = tuple(sorted(values["timeline"], key=lambda entry: entry.when))
        return replace(self.before, **values)

    def _text_is_valid(self) -> bool:
        return all([self.document.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def problems(self) -> list[Problem]:
        """All that stands in the way of saving, in the order of the page."""
        answers = (each for form in self.answers for each in _problems(form, f"Question {form.number}"))
        rows = (each for name in ROWS for each in self._row_problems(name))
        return [*_problems(self.document, ""), *answers, *rows]

    def _row_problems(self, name: str) -> Iterator[Problem]:
        rows, word = self.rows[name], LISTS[name]
        for sentence in rows.non_form_errors():
            yield Problem(f"{word}s", f"group-{name}", str(sentence))
        for number, row in enumerate(rows.filled(), start=1):
            yield from _problems(row, f"{word} {number}")


def _problems(form: forms.Form, place: str) -> Iterator[Problem]:
    for name, sentences in form.errors.items():
        label = str(form[name].label) if name in form.fields else ""
        where = ", ".join(filter(None, (place, label.lower() if place else label)))
        field = form[name].id_for_label if name in form.fields else ""
        yield from (Problem(where, field, str(sentence)) for sentence in sentences)


def _yardstick(typed: Any, before: Snapshot) -> Yardstick:
    known = [each.value for each in Yardstick]
    return Yardstick(next((each for each in (typed, before.yardstick) if each in known), known[0]))


def _shown(part: Any) -> dict[str, Any]:
    """A part as its row shows it."""
    values = asdict(part)
    values["reused_from"] = token_of(values.get("reused_from", ""))
    if isinstance(part, FigureImage):
        values["taken"] = Taken(part.digest, part.media_type, part.width, part.height)
    return values
