"""What a row of the table asks for, as a form: its reason, and the one thing more that it needs.

Client and staff are given the same forms; each has only the fields of its row, so nothing is asked in vain.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from reports.forms.text import LineField, TextField
from reports.models import CorrectionKind
from reports.services.units import MOST as MOST_UNITS
from requests_app.domain.workflow import Actor, Asks, Note, Transition
from requests_app.forms.fields import DayField, SectionsField
from requests_app.forms.plain import PlainForm
from requests_app.models import ReportRequest
from requests_app.services.quoting import Terms
from requests_app.services.transitions import NOTE_LENGTH
from requests_app.services.twins import twins_of

MOST_TWINS = 50
CURRENCIES = ("EUR", "GBP", "USD", "CHF")
VALID_FOR, DUE_IN = timedelta(days=14), timedelta(days=30)


class StepForm(PlainForm):
    """The reason of a row, where it takes one; what it asks for beside that is in the forms below."""

    def __init__(self, row: Transition, request: ReportRequest, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id=f"{row.name}-%s", initial=self.first_values(request))
        self.row, self.request = row, request
        if row.note is not Note.NONE:
            self.fields["note"] = _reason(row)
        self.prepare()

    @classmethod
    def first_values(cls, _request: ReportRequest) -> dict[str, Any]:
        """What stands in the fields before anybody has typed."""
        return {}

    def prepare(self) -> None:
        """Fill in what only this request knows."""

    def given(self) -> dict[str, Any]:
        """What a valid form hands to the door beside its reason."""
        return {}

    @property
    def note(self) -> str:
        """The reason of a valid form."""
        return str(self.cleaned_data.get("note", ""))


class QuoteForm(StepForm):
    """What an answer costs, for how much of it and by when."""

    units = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_UNITS,
        label="Units of the plan",
        help_text="Or an amount; one of the two.",
    )
    amount = forms.DecimalField(
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(10_000_000),
        decimal_places=2,
        label="Amount",
    )
    currency = forms.ChoiceField(required=False, choices=[(each, each) for each in CURRENCIES])
    scope = TextField(
        max_length=NOTE_LENGTH,
        rows=4,
        label="What it covers",
        error_messages={"required": "Say what the quote covers; the client reads it."},
    )
    due_on = DayField(label="Delivered by")
    valid_until = DayField(label="Valid until", help_text="The last day on which the client can accept.")

    @classmethod
    def first_values(cls, request: ReportRequest) -> dict[str, Any]:
        today = timezone.localdate()
        return {
            "units": request.service.promise.units if request.organisation_id else None,
            "due_on": max(request.needed_by or today + DUE_IN, today + VALID_FOR),
            "valid_until": today + VALID_FOR,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        both = "units" in cleaned and "amount" in cleaned
        if both and (cleaned["units"] is None) == (cleaned["amount"] is None):
            self.add_error("units", "Give units or an amount: one of the two.")
        return cleaned

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        money = typed["amount"] is not None
        terms = Terms(
            scope=typed["scope"],
            due_on=typed["due_on"],
            valid_until=typed["valid_until"],
            units=typed["units"],
            cents=int(typed["amount"] * 100) if money else None,
            currency=(typed["currency"] or CURRENCIES[0]) if money else "",
        )
        return {"terms": terms}


class TwinForm(StepForm):
    """The other request of the same client that answers this one too."""

    twin = forms.ChoiceField(
        label="Answered together with",
        error_messages={
            "required": "Choose an open or delivered request of the same client.",
            "invalid_choice": "Choose an open or delivered request of the same client.",
        },
    )

    def prepare(self) -> None:
        rows = [
            (each.number, f"{each.number}, {each.stage.label.lower()}: {each.title}"[:120])
            for each in twins_of(self.request)[:MOST_TWINS]
        ]
        nothing = "Choose one" if rows else "This client has asked nothing else"
        self.fields["twin"].choices = [("", nothing), *rows]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {"twin": self.cleaned_data["twin"]}


class SectionsForm(StepForm):
    """The sections that the report begins with."""

    sections = SectionsField(label="Sections to begin the report with")

    @classmethod
    def first_values(cls, request: ReportRequest) -> dict[str, Any]:
        return {"sections": [kind.value for kind in request.kinds]}

    def given(self) -> dict[str, Any]:
        assert isinstance(self.data, QueryDict)
        return {"sections": self.data.getlist("sections")}


class NameForm(StepForm):
    """The name that a client signs its decision with."""

    name = LineField(
        max_length=120,
        label="Your name",
        error_messages={"required": "Type your name: it is kept with your decision."},
    )

    def prepare(self) -> None:
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.order_fields(["name", "note"])

    def given(self) -> dict[str, Any]:
        return {"name": self.cleaned_data["name"]}


class NoticeForm(StepForm):
    """What readers of the delivered report are told is wrong or new."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in CorrectionKind if not kind.recalls], label="What it is"
    )
    notice = TextField(
        max_length=NOTE_LENGTH,
        rows=3,
        label="Notice, which everybody reads who may read the report",
        error_messages={"required": "Write the notice: what its readers are told is wrong or new."},
    )

    def given(self) -> dict[str, Any]:
        return {"kind": self.cleaned_data["kind"], "notice": self.cleaned_data["notice"]}


_FORMS: dict[Asks, type[StepForm]] = {
    Asks.NOTICE: NoticeForm,
    Asks.QUOTE: QuoteForm,
    Asks.TWIN: TwinForm,
    Asks.SECTIONS: SectionsForm,
    Asks.NAME: NameForm,
}


def form_of(row: Transition, request: ReportRequest, data: QueryDict | None = None) -> StepForm:
    """The form of a row on this request, as it was typed where something was."""
    return _FORMS.get(row.asks, StepForm)(row, request, data)


def _reason(row: Transition) -> TextField:
    needed = row.note is Note.REQUIRED
    return TextField(
        max_length=NOTE_LENGTH,
        rows=3,
        required=needed,
        label=_asked_for(row),
        error_messages={"required": f"“{row.label}” needs a reason; write one and try again."},
    )


def _asked_for(row: Transition) -> str:
    if Actor.CLIENT in row.actors:
        return "Your answer" if row.note_is_message else "Your reason, if you like to give one"
    if row.note_is_message:
        return "Your question, which the client reads"
    return "Reason, which the client reads" if row.note_for_client else "Reason, for the house only"
