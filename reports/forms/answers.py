"""What the author says of each question: the places that answer it, ticked among what the report has, or why
it is not answered.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from reports.domain.answering import LONGEST, Passage, named
from reports.domain.linting.plain import blocks
from reports.domain.snapshot import Answer
from reports.forms.text import TextField, check_clean

_MOST = 60
_EXCERPT = 70


class PlacesField(forms.MultipleChoiceField):
    """Names of passages; one that has gone since it was ticked comes back, and the linter names it."""

    def __init__(self) -> None:
        super().__init__(required=False, label="Answered in", widget=forms.CheckboxSelectMultiple)

    def valid_value(self, value: str) -> bool:
        return len(value) <= LONGEST and value == named(value)

    def clean(self, value: Any) -> tuple[str, ...]:
        names = dict.fromkeys(super().clean(value))
        for name in names:
            check_clean(name)
        if len(names) > _MOST:
            raise forms.ValidationError(f"These are {len(names)} places; name the {_MOST} that matter most.")
        return tuple(names)


class AnswerForm(forms.Form):
    """One question of those that were asked; its words are not changed here."""

    use_required_attribute = False
    places = PlacesField()
    reason = TextField(
        max_length=2_000, rows=1, required=False, label="Why it is not answered, or what stays open"
    )

    def __init__(
        self, *, question: str, before: Answer, offered: Mapping[str, Passage], data: Any = None
    ) -> None:
        shown = {"places": list(before.places), "reason": before.reason}
        super().__init__(data, prefix=f"answer-{before.question}", initial=shown, label_suffix="")
        self.question, self.before, self.offered = question, before, offered
        ticked = self["places"].value() or []
        gone = [name for name in ticked if name not in offered]
        self.fields["places"].choices = [  # type: ignore[attr-defined]  # the stubs see a plain field
            *((name, _label(passage)) for name, passage in offered.items()),
            *((name, f"{name} (not in the report any more)") for name in gone),
        ]

    @property
    def number(self) -> int:
        return self.before.question

    def value(self) -> Answer:
        """What is typed; a page that came back without it leaves it as it was."""
        if self.is_bound and self.add_prefix("reason") not in self.data:
            return self.before
        self.is_valid()
        places = self.cleaned_data.get("places", ())
        order = [*(name for name in self.offered if name in places), *places]
        return Answer(self.number, tuple(dict.fromkeys(order)), self.cleaned_data.get("reason", ""))


def _label(passage: Passage) -> str:
    """A section by its title, a part with its first words."""
    if passage.is_section:
        return passage.title
    words = next(iter(blocks(passage.text)), "")
    return f"{passage.title}: {words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(' ', 1)[0] + '…'}"
