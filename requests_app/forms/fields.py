"""The field that only a request needs: the address that an answer goes to."""

import unicodedata
from typing import Any

from django import forms

from reports.forms.text import INVISIBLE, CleanText, too_long


class AddressField(CleanText, forms.EmailField):
    """An e-mail address."""

    def __init__(self, **rest: Any) -> None:
        own = {"invalid": "Write an address such as name@example.org."} | too_long(254)
        rest["error_messages"] = own | rest.get("error_messages", {})
        super().__init__(max_length=254, **rest)

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "email"}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if any(unicodedata.category(letter) in INVISIBLE for letter in text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return text
