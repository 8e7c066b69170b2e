"""The editor's forms: a report's text and what surrounds it."""

from typing import Any

from django import forms

from reports.models import Report


class ListField(forms.CharField):
    """A short list typed with commas between; stored as a list, in the order typed, none twice."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        parts = (part.strip() for part in (value or "").split(","))
        return list(dict.fromkeys(part for part in parts if part))

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        super().run_validators(", ".join(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


class CountriesField(ListField):
    """ISO 3166-1 alpha-2 codes."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        codes = [code.upper() for code in super().to_python(value)]
        wrong = [code for code in codes if not (len(code) == 2 and code.isascii() and code.isalpha())]
        if wrong:
            raise forms.ValidationError(f"“{wrong[0][:20]}” is not a two-letter country code.")
        return codes


class ReportForm(forms.ModelForm):
    """A report, with the version that the person began from: a later save by somebody else is not overwritten."""

    authors = ListField(required=False, help_text="With commas between.")
    topics = ListField(required=False, help_text="With commas between.")
    countries = CountriesField(required=False, help_text="Two-letter codes with commas between: IR, IQ.")
    began_from = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Report
        fields = [
            "series", "volume", "issue", "slug", "title", "language", "marking", "authors", "dated",
            "countries", "topics", "picture_caption", "picture_credit", "editor_note",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["began_from"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        began_from = cleaned.get("began_from")
        if self.instance.pk and began_from != Report.objects.values_list("version", flat=True).get(
            pk=self.instance.pk
        ):
            raise forms.ValidationError(
                "Somebody saved this report after you opened it. Your text is still here: open the report in "
                "another tab, compare, and save again from there."
            )
        return cleaned
