"""One form for each kind of part: what is typed into a row, and the value of the domain that it makes.

A row that is left empty, or emptied, does not count: so there is always one to type into, and no row has to
be removed in order to save.
"""

from typing import Any, ClassVar

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME

from reports.domain import parts
from reports.domain.likelihood import BANDS, Yardstick, band, check_percent
from reports.forms.origin import OriginField, origin_in
from reports.forms.text import LineField, ListField, TextField
from reports.forms.values import (
    DayField,
    GradeField,
    LinesField,
    NumberField,
    WebAddressField,
    WhenField,
    check_country,
)
from reports.models import FindingKind, PlaceLevel, Trend

_NONE = ("", "–")
_CONFIDENCES = [_NONE, ("high", "High"), ("moderate", "Moderate"), ("low", "Low")]
_FIVE = [(1, "1 very low"), (2, "2 low"), (3, "3 medium"), (4, "4 high"), (5, "5 very high")]
_ASIDE = {DELETION_FIELD_NAME, ORDERING_FIELD_NAME, "reused_from"}


class Row(forms.Form):
    """`lines` says which fields stand side by side; there is no part without those `needed`."""

    use_required_attribute = False
    lines: ClassVar[tuple[tuple[str, ...], ...]] = ()
    needed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, yardstick: Yardstick, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.yardstick = yardstick

    def has_changed(self) -> bool:
        """Whether anything is typed; where it stands and came from, and that it is to go, is no text."""
        if self.is_bound and not self._came_back():  # the page took the row out
            return False
        return bool(set(self.changed_data) - _ASIDE)

    def _came_back(self) -> bool:
        names = [self.add_prefix(name) for name in self.fields]
        return any(name in self.data or name in self.files for name in names)

    @property
    def laid_out(self) -> list[list[forms.BoundField]]:
        """The fields, line by line."""
        return [[self[name] for name in line] for line in self.lines]

    def is_removed(self) -> bool:
        """Whether its box “Remove” is ticked."""
        return bool(self.cleaned_data.get(DELETION_FIELD_NAME))

    def part(self) -> Any:
        """The value of the row, from what is valid of it; None while the needed is missing."""
        given = self.cleaned_data
        if any(given.get(name) in (None, "") for name in self.needed):
            return None
        return self.value(lambda name, otherwise="": given.get(name) or otherwise)

    def value(self, get: Any) -> Any:
        """The part, from a reader of valid fields; each kind of row makes its own."""


class ReusableRow(Row):
    """A row that may have been taken from a published edition, which it brings back by name."""

    reused_from = OriginField()

    @property
    def origin(self) -> str:
        """The name of the edition that the row was taken from; empty for one that was written here."""
        return origin_in(self["reused_from"].value())


class JudgedRow(ReusableRow):
    """A row with a likelihood: a word of the report's yardstick, and a number in its band if one is meant."""

    likelihood = LineField(max_length=60, required=False, widget=forms.Select)
    percent = NumberField(required=False, label="%", min_value=0, max_value=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self["likelihood"].value() or "")
        choices = [_NONE, *((each.term, f"{each.term}  {each.range}") for each in BANDS[self.yardstick])]
        if typed and typed not in dict(choices):
            choices.append((typed, f"{typed}  (another yardstick’s)"))
        widget: Any = self.fields["likelihood"].widget
        widget.choices = choices
        self.fields["percent"].widget.attrs["size"] = 4

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        word, percent = given.get("likelihood", ""), given.get("percent")
        if word and self._checked("likelihood", lambda: band(self.yardstick, word)):
            given["likelihood"] = band(self.yardstick, word).term
            if percent is not None:
                self._checked("percent", lambda: check_percent(self.yardstick, word, percent))
        elif percent is not None and "likelihood" not in self.errors:
            self.add_error("percent", "A number stands with its word: choose the likelihood too.")
        return given

    def _checked(self, name: str, check: Any) -> bool:
        try:
            check()
        except ValueError as problem:
            self.add_error(name, str(problem))
            return False
        return True


class FindingRow(JudgedRow):
    text = TextField(max_length=5_000, rows=2, label="Finding")
    kind = forms.ChoiceField(choices=[_NONE, *FindingKind.choices], required=False)
    confidence = forms.ChoiceField(choices=_CONFIDENCES, required=False)
    basis = TextField(max_length=2_000, rows=1, required=False, label="What the confidence rests on")
    lines = (("text",), ("kind", "likelihood", "percent", "confidence"), ("basis",))
    needed = ("text",)

    def value(self, get: Any) -> parts.Finding:
        return parts.Finding(
            get("text"), get("kind"), get("likelihood"), _percent(self), get("confidence"), get("basis"),
            get("reused_from"),
        )  # fmt: skip


class ScenarioRow(JudgedRow):
    name = LineField(max_length=200)
    text = TextField(max_length=20_000, rows=4, required=False, label="Narrative")
    impact = forms.TypedChoiceField(choices=[_NONE, *_FIVE], coerce=int, empty_value=None, required=False)
    horizon = DayField(required=False, label="Meant until")
    indicators = LinesField(
        most=30,
        each=300,
        rows=2,
        required=False,
        help_text="What would show that it comes; one on each line.",
    )
    lines = (("name",), ("text",), ("likelihood", "percent", "impact", "horizon"), ("indicators",))
    needed = ("name",)

    def value(self, get: Any) -> parts.Scenario:
        horizon = get("horizon")
        return parts.Scenario(
            0, get("name"), get("text"), get("likelihood"), _percent(self), get("impact", 0),
            horizon.isoformat() if horizon else "", get("indicators", ()), get("reused_from"),
        )  # fmt: skip


class RiskRow(Row):
    subject = LineField(max_length=160, label="Risk")
    likelihood = forms.TypedChoiceField(choices=[_NONE, *_FIVE], coerce=int, empty_value=None)
    impact = forms.TypedChoiceField(choices=[_NONE, *_FIVE], coerce=int, empty_value=None)
    trend = forms.ChoiceField(choices=Trend.choices, initial=Trend.STEADY)
    text = TextField(max_length=5_000, rows=2, required=False, label="Why")
    lines = (("subject",), ("likelihood", "impact", "trend"), ("text",))
    needed = ("subject", "likelihood", "impact")

    def value(self, get: Any) -> parts.Risk:
        trend = get("trend", Trend.STEADY.value)
        return parts.Risk(get("subject"), get("likelihood"), get("impact"), trend, get("text"))


class SourceRow(ReusableRow):
    citation = TextField(max_length=2_000, rows=1)
    url = WebAddressField(required=False, label="Address")
    accessed = DayField(required=False, label="Read on")
    grade = GradeField(required=False, help_text="As in B2.")
    supports = ListField(most=40, each=60, required=False, help_text="finding 1, scenario 2")
    lines = (("citation",), ("url",), ("accessed", "grade", "supports"))
    needed = ("citation",)

    def value(self, get: Any) -> parts.Source:
        accessed = get("accessed")
        day = accessed.isoformat() if accessed else ""
        return parts.Source(
            get("citation"), get("url"), day, get("grade"), get("supports", ()), get("reused_from")
        )


class TimelineRow(Row):
    when = WhenField(label="When: 2024-01-03, 2024-01 or 2024")
    about = forms.BooleanField(required=False, label="Not certain")
    text = TextField(max_length=2_000, rows=1, label="What happened")
    lines = (("when", "about", "text"),)
    needed = ("when", "text")

    def value(self, get: Any) -> parts.TimelineEntry:
        return parts.TimelineEntry(get("when"), get("text"), bool(get("about", False)))


class PlaceRow(Row):
    name = LineField(max_length=120, label="Place")
    country = LineField(max_length=2, required=False)
    latitude = NumberField(required=False, min_value=-90, max_value=90)
    longitude = NumberField(required=False, min_value=-180, max_value=180)
    level = forms.ChoiceField(choices=[_NONE, *PlaceLevel.choices], required=False, label="Risk")
    lines = (("name", "country", "level"), ("latitude", "longitude"))
    needed = ("name",)

    def clean_country(self) -> str:
        code: str = self.cleaned_data["country"].upper()
        if code:
            check_country(code)
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if {"latitude", "longitude", "country"} & set(self.errors):
            return given
        latitude, longitude = given.get("latitude"), given.get("longitude")
        if (latitude is None) != (longitude is None):
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, "Give latitude and longitude, or neither.")
        elif latitude is None and not given.get("country"):
            self.add_error("country", "Give a country or coordinates.")
        return given

    def part(self) -> parts.Place | None:
        """A point needs both its coordinates, and whatever stands nowhere is not shown."""
        return None if self.errors else super().part()

    def value(self, get: Any) -> parts.Place:
        given = self.cleaned_data
        return parts.Place(get("name"), get("country"), given["latitude"], given["longitude"], get("level"))


def _percent(row: JudgedRow) -> float | None:
    percent: float | None = row.cleaned_data.get("percent")
    return percent if row.cleaned_data.get("likelihood") else None
