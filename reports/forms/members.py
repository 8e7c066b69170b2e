"""The small forms about the people of an organisation: whom to invite, which domain, why."""

from django import forms

from reports.forms.text import CleanText, LineField
from reports.models import Membership
from reports.services.houses import NOTE_LENGTH


class _Address(CleanText, forms.EmailField):
    """One address on one line, in lower case."""

    def clean(self, value: object) -> str:
        return str(super().clean(value)).lower()


class InviteForm(forms.Form):
    address = _Address(
        max_length=254,
        label="Work e-mail",
        help_text="A link is mailed there; it works once and for two weeks.",
        error_messages={
            "required": "Give the address of whom you invite.",
            "invalid": "This is no e-mail address; it looks like name@example.org.",
        },
    )
    role = forms.ChoiceField(
        label="Role",
        initial=Membership.Role.MEMBER,
        choices=[
            (Membership.Role.MEMBER, "Member: reads and asks"),
            (Membership.Role.OWNER, "Owner: also invites and removes people"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role of the list."},
    )


class DomainForm(forms.Form):
    domain = LineField(
        max_length=253,
        label="Domain",
        help_text="Such as example.org: whoever has proven an address there may ask you to join.",
        error_messages={"required": "Give a domain, such as example.org."},
    )


class NoteForm(forms.Form):
    note = LineField(
        max_length=NOTE_LENGTH,
        required=False,
        label="Note",
        help_text="Kept with your name; it is mailed to nobody.",
    )


class AccountForm(forms.Form):
    """What is asked of somebody who comes by an invitation and has no account."""

    name = LineField(
        max_length=120,
        label="Your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Tell us your name."},
    )
    password = forms.CharField(
        max_length=256,
        strip=False,
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least eight characters, and none of the common ones.",
        error_messages={"required": "Choose a password."},
    )
