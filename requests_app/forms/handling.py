"""The last steps: who may read the question and its answer, and who asks."""

from typing import Any

from django import forms

from reports.domain.marking import Marking
from reports.forms.text import LineField
from requests_app.domain.handling import FOR_THE_CLIENT
from requests_app.forms.fields import AddressesField, AddressField
from requests_app.forms.part import Part


class HandlingForm(Part):
    step = "handling"
    heading = "Who may read it"
    lead = "The marking binds us, you, and everybody who receives the report. It stands on each of its pages."

    in_short = {"marking": "Marking", "readers": "Named readers"}

    marking = forms.ChoiceField(
        label="Marking (Traffic Light Protocol)",
        initial=Marking.AMBER.value,
        widget=forms.RadioSelect,
        choices=[(each.value, f"{each.value}: {each.readers}. {FOR_THE_CLIENT[each]}") for each in Marking],
        error_messages={
            "required": "Choose one of the labels.",
            "invalid_choice": "Choose one of the labels on the form.",
        },
    )
    readers = AddressesField(
        most=20,
        required=False,
        label="Readers whom you name",
        help_text="The e-mail addresses of those who are to read it beside you, one on each line.",
    )

    def _shown(self, name: str, field: forms.Field) -> str:
        text = super()._shown(name, field)
        return text.partition(". ")[0] if name == "marking" else text

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "marking": Marking(self.cleaned_data["marking"])}


class PersonForm(Part):
    """Who is signed in, or changes what it sent, has its address; everybody else proves one."""

    step = "person"
    heading = "Who asks"
    lead = "The answer goes to this address."

    in_short = {"consent": "Consent"}

    name = LineField(max_length=120, label="Your name", error_messages={"required": "Tell us your name."})
    email = AddressField(
        label="Work e-mail",
        help_text="Unless you are signed in, we send a link to it before anybody reads your request.",
        error_messages={"required": "Tell us where to send the answer."},
    )
    organisation = LineField(
        max_length=160, label="Organisation", error_messages={"required": "Tell us whom you ask for."}
    )
    consent = forms.BooleanField(
        label="You may keep what I have written here and answer me at this address.",
        help_text="Nobody else is given either.",
        error_messages={"required": "Without your consent we cannot keep the request."},
    )

    def prepare(self) -> None:
        for name, hint in (("name", "name"), ("organisation", "organization")):
            self.fields[name].widget.attrs["autocomplete"] = hint
        if self.address:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = "The link to your request is sent here."
            self.initial["email"] = self.address

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "email", "organisation")}
