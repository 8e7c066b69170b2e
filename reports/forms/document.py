"""The form of what surrounds a report and of the bodies of its sections."""

from typing import Any

from django import forms

from reports.domain.likelihood import Yardstick
from reports.domain.marking import Marking
from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import Picture, SectionText, SeriesPlace, Snapshot
from reports.forms.text import LineField, ListField, TextField
from reports.forms.values import CountriesField, DayField, LanguageField
from reports.models import Report, Series

ABOUT = ("title", "series", "volume", "issue", "slug", "authors", "dated", "language", "marking")
SUBJECT = ("yardstick", "countries", "topics")
NOTES = ("editor_note", "picture_caption", "picture_credit")
_OF_A_BRIEFING = ("series", "volume", "issue", "slug")
_BODY_LENGTH = 200_000


def body_name(kind: SectionKind) -> str:
    """The name of the field that holds a section's text."""
    return f"body_{kind.value}"


class DocumentForm(forms.Form):
    """`report` is None while it is new; a tailored report stands in no series."""

    use_required_attribute = False
    title = LineField(max_length=240)
    series = forms.ModelChoiceField(Series.objects.all(), error_messages={"required": "Choose its series."})
    volume = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    issue = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    slug = forms.SlugField(
        max_length=120,
        required=False,
        allow_unicode=True,
        label="Address",
        help_text="The last part of its web address; left empty, it is made from the series and the numbers.",
    )
    authors = ListField(most=30, each=120, required=False, help_text="With commas between.")
    dated = DayField(label="Date")
    language = LanguageField(max_length=12, help_text="As in en or fa.")
    marking = forms.ChoiceField(choices=[(each.value, each.value) for each in Marking])
    yardstick = forms.ChoiceField(choices=[(each.value, each.label) for each in Yardstick])
    countries = CountriesField(required=False, help_text="Two-letter codes with commas between: IR, IQ.")
    topics = ListField(most=30, each=60, required=False, help_text="With commas between.")
    editor_note = TextField(max_length=5_000, rows=2, required=False, label="Editor’s note")
    picture_caption = TextField(max_length=2_000, rows=1, required=False)
    picture_credit = TextField(max_length=1_000, rows=1, required=False)

    def __init__(self, *args: Any, report: Report | None, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.report = report
        if report and not report.is_briefing:
            for name in _OF_A_BRIEFING:
                del self.fields[name]
        for spec in SPECS:
            self.fields[body_name(spec.kind)] = TextField(
                max_length=_BODY_LENGTH, rows=4, required=False, label=f"{spec.title}: text"
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        others = Report.objects.exclude(pk=self.report.pk) if self.report else Report.objects.all()
        if given.get("slug") and others.filter(slug=given["slug"]).exists():
            self.add_error("slug", "Another report has this address.")
        numbers = {name: given.get(name) for name in ("series", "volume", "issue")}
        numbered = numbers["volume"] is not None and numbers["issue"] is not None
        if numbered and numbers["series"] and others.filter(**numbers).exists():
            self.add_error("issue", "This series already has that volume and issue.")
        return given

    def values(self, before: Snapshot) -> dict[str, Any]:
        """What the snapshot takes from here, as far as it is valid; the rest stays as it was before."""
        given = self.cleaned_data
        names = ("title", "language", "marking", "authors", "yardstick", "countries", "topics", "editor_note")
        values: dict[str, Any] = {name: given[name] for name in names if name in given}
        if given.get("dated"):
            values["dated"] = given["dated"].isoformat()
        note = Picture(given.get("picture_caption", ""), given.get("picture_credit", ""))
        values["picture"] = note if note.caption or note.credit else None
        if given.get("series"):
            values["series"] = self._place(given["series"])
        values["sections"] = self._sections(before)
        return values

    def _place(self, series: Series) -> SeriesPlace:
        given = self.cleaned_data
        return SeriesPlace(series.title, series.slug, series.issn, given.get("volume"), given.get("issue"))

    def _sections(self, before: Snapshot) -> tuple[SectionText, ...]:
        """The texts; where one came from stays known as long as there is something of it."""
        origins = {section.kind: section.reused_from for section in before.sections}
        bodies = ((spec, self.cleaned_data.get(body_name(spec.kind), "").strip()) for spec in SPECS)
        return tuple(
            SectionText(spec.kind, spec.title, body, origins.get(spec.kind, ""))
            for spec, body in bodies
            if body
        )


def initial_of(snapshot: Snapshot, report: Report | None) -> dict[str, Any]:
    """What the form shows of a text."""
    names = ("title", "language", "marking", "authors", "dated", "yardstick", "countries", "topics")
    values: dict[str, Any] = {name: getattr(snapshot, name) for name in (*names, "editor_note")}
    if snapshot.picture:
        values["picture_caption"] = snapshot.picture.caption
        values["picture_credit"] = snapshot.picture.credit
    if report and report.is_briefing:
        values.update({name: getattr(report, name) for name in _OF_A_BRIEFING})
    return values | {body_name(section.kind): section.body for section in snapshot.sections}
