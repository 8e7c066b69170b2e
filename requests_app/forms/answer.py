"""The third step: what is handed over, how long, in which language, how soon, and what is promised."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.utils import timezone
from django.utils.functional import lazy

from reports.domain.sections import spec_of
from requests_app.domain.asking import IN_PLAIN_WORDS
from requests_app.domain.handling import LANGUAGES
from requests_app.domain.service import Form, Length, Priority, ServiceClass
from requests_app.domain.turnaround import Calendar
from requests_app.forms.fields import SectionsField
from requests_app.forms.part import Part
from requests_app.services import clock

_UNKNOWN = {"required": "Choose one.", "invalid_choice": "Choose one of those on the form."}


def _choice(
    kind: Any, *, label: str, initial: str, widget: Any = None, help_text: str = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        initial=initial,
        widget=widget or forms.RadioSelect,
        choices=[(each.value, each.label) for each in kind],
        help_text=help_text,
        error_messages=_UNKNOWN,
    )


class AnswerForm(Part):
    step = "answer"
    heading = "What you receive"
    in_short = {"sections": "Sections"}
    lead = "Choose how thorough the answer is to be, and how it is put."

    service = _choice(ServiceClass, label="Service", initial=ServiceClass.FULL.value)
    priority = _choice(
        Priority,
        label="Priority",
        initial=Priority.ROUTINE.value,
        help_text="How much it presses. It orders our work; the promised time is that of the service.",
    )
    form = _choice(Form, label="Form", initial=Form.REPORT.value)
    length = _choice(Length, label="Length", initial=Length.ANY.value)
    language = forms.ChoiceField(
        label="Language", initial="en", choices=tuple(LANGUAGES.items()), error_messages=_UNKNOWN
    )
    sections = SectionsField(
        label="Sections of the report",
        help_text="Untick what you do not need. With none ticked you receive all of them.",
    )

    def prepare(self) -> None:
        calendar, now = cache(clock.calendar), timezone.now()
        field: Any = self.fields["service"]
        field.choices = [(each.value, _promised(each, calendar, now)) for each in ServiceClass]

    def layout(self) -> list[Any]:
        return [
            Fieldset("How soon", "service", "priority"),
            Fieldset("How it is put", "form", "length", "language"),
            Fieldset("What it holds", "sections"),
        ]

    def _shown(self, name: str, field: forms.Field) -> str:
        if name != "sections":
            return super()._shown(name, field)
        kinds = [kind for kind in IN_PLAIN_WORDS if kind.value in self.typed.get(name, [])]
        all_of_them = not kinds or len(kinds) == len(IN_PLAIN_WORDS)
        return "All of them" if all_of_them else ", ".join(spec_of(kind).title for kind in kinds)

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "service": ServiceClass(given["service"]),
            "priority": Priority(given["priority"]),
            "form": Form(given["form"]),
            "length": Length(given["length"]),
            "language": given["language"],
            "sections": given["sections"],
        }


def promise(service: ServiceClass, calendar: Calendar, now: datetime) -> str:
    """What a service promises, in words and as the day on which it would be delivered if it began now."""
    said = f"{service.label}. {service.promise.sentence}"
    if service.promise.delivery is None:
        return said
    day = timezone.localtime(calendar.add(now, service.promise.delivery))
    return f"{said} If you send it now: by {day:%A}, {day.day} {day:%B %Y}."


def _promise_now(service: ServiceClass, calendar: Callable[[], Calendar], now: datetime) -> str:
    return promise(service, calendar(), now)


_promised = lazy(_promise_now, str)
"""The same, said when it is read: a form that is only checked needs no calendar."""
