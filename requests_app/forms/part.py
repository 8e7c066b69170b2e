"""One step of the form: a plain form that knows its step, what it adds to a request, and how it reads back.

It is filled from a draft's `typed`, so what was wrong when it was typed is wrong when it is looked at again.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from requests_app.services.drafting import Typed

SHOWN_DATE = "%Y-%m-%d"


def as_data(typed: Typed) -> MultiValueDict[str, str]:
    """What was typed, in the shape that a form reads."""
    return MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    )


class Part(forms.Form):
    """A step of the form; `email` is the address of whoever is known already."""

    step: ClassVar[str]
    heading: ClassVar[str]
    lead: ClassVar[str] = ""
    in_short: ClassVar[dict[str, str]] = {}
    """What a field is called when it is read back, where its label is a sentence."""

    def __init__(self, typed: Typed | None = None, *, checked: bool = False, email: str = "") -> None:
        """`checked` says what is wrong; without it the values stand there as they were typed."""
        values = dict(typed or {})
        self.typed = values
        self.address = email
        super().__init__(as_data(values) if checked else None, initial=values)
        self.prepare()

    @cached_property
    def helper(self) -> FormHelper:
        """How it is drawn; a step that is only checked needs none."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*self.layout())
        return helper

    def prepare(self) -> None:
        """Fit the fields to what was typed and to who types."""

    def layout(self) -> list[Any]:
        """How the fields stand on the page."""
        return list(self.fields)

    @classmethod
    def read(cls, post: QueryDict) -> dict[str, str | list[str]]:
        """What a browser sent for this step. NUL cannot be kept, so it stays as the mark for unreadable."""
        found: dict[str, str | list[str]] = {}
        for name in cls.names(post):
            if name in post:
                several = isinstance(cls.base_fields.get(name), forms.MultipleChoiceField)
                values = [value.replace("\0", "\N{REPLACEMENT CHARACTER}") for value in post.getlist(name)]
                found[name] = values if several else values[-1]
        return found

    @classmethod
    def names(cls, _typed: Mapping[str, Any]) -> list[str]:
        """The names of this step's fields, among those that were typed."""
        return list(cls.base_fields)

    def given(self) -> dict[str, Any]:
        """What a valid step adds to `Asked`."""
        raise TypeError("A step says what it gives.")

    def lines(self) -> list[tuple[str, str]]:
        """What was typed, field by field, as it is read back before sending."""
        found = [
            (self.in_short.get(name, str(field.label)), self._shown(name, field))
            for name, field in self.fields.items()
        ]
        return [(label, text) for label, text in found if text]

    def _shown(self, name: str, field: forms.Field) -> str:
        if isinstance(field, forms.BooleanField):
            return "Yes" if self.typed.get(name) else ""
        values = [self.address] if field.disabled else as_data(self.typed).getlist(name)
        known = {str(value): str(label) for value, label in getattr(field, "choices", ())}
        return ", ".join(known.get(value, value) for value in values if value)
