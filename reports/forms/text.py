"""Fields of text: kept exactly as it was typed, or refused with a sentence that says what to change.

What no screen can show and no printer prints (NUL, other control characters, broken Unicode) is refused;
everything else, from emoji to right-to-left marks, is kept.
"""

import re
import unicodedata
from typing import Any

from django import forms

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def check_clean(text: str) -> None:
    """Raise ValidationError with a sentence for characters that cannot be kept."""
    if _SURROGATE.search(text) or "\ufffd" in text:
        raise forms.ValidationError(
            "Some characters could not be read (they show as �). Type them again, or leave them out.",
            code="unreadable",
        )
    if _CONTROL.search(text):
        raise forms.ValidationError(
            "This holds control characters that cannot be shown. Paste it as plain text, or type it.",
            code="control",
        )


def says_something(text: str) -> bool:
    """Whether anything in the text can be seen."""
    return any(unicodedata.category(letter) not in INVISIBLE for letter in text)


def too_long(limit: int) -> dict[str, str]:
    """The sentence for a text beyond the limit."""
    return {"max_length": f"This has %(show_value)d characters; keep it to {limit:,}."}


class CleanText:
    """The rules of every text field; a mixin, because addresses have fields of their own."""

    long = False

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)  # type: ignore[misc]
        check_clean(text)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not self.long and "\n" in text:
            raise forms.ValidationError(
                "This has to fit on one line; take the line breaks out.", code="lines"
            )
        return text if says_something(text) else ""


class LineField(CleanText, forms.CharField):
    """One line of text."""

    def __init__(self, *, max_length: int, **rest: Any) -> None:
        rest["error_messages"] = too_long(max_length) | rest.get("error_messages", {})
        super().__init__(max_length=max_length, **rest)

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser would cut a pasted text in silence."""
        return {}


class TextField(LineField):
    """Paragraphs."""

    long = True

    def __init__(self, *, max_length: int, rows: int = 5, **rest: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **rest)


class ListField(LineField):
    """A short list typed with commas between; given as a tuple, in the order typed, none twice."""

    def __init__(self, *, most: int, each: int, **rest: Any) -> None:
        self.most, self.each = most, each
        super().__init__(max_length=most * (each + 2), **rest)

    def prepare_value(self, value: Any) -> Any:
        """A list that is to be changed, as it would be typed."""
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        parts = [part.strip() for part in self.divided(super().clean(value))]
        found = tuple(dict.fromkeys(part for part in parts if says_something(part)))
        if len(found) > self.most:
            raise forms.ValidationError(f"These are {len(found)}; name the {self.most} that matter most.")
        if any(len(part) > self.each for part in found):
            raise forms.ValidationError(f"Keep each to {self.each} characters{self.parted}.")
        return found

    parted = ", with commas between"

    def divided(self, text: str) -> list[str]:
        """The pieces as they were typed."""
        return text.split(",")
