"""What is written about a request beside its steps: a message, a note of the house, a day to put it off to.

Each form carries a key of its own, so that one that arrives twice is kept once.
"""

import uuid
from typing import Any

from django import forms
from django.utils import timezone

from reports.forms.text import LineField, TextField
from requests_app.forms.fields import DayField
from requests_app.forms.plain import PlainForm
from requests_app.models import CannedReply
from requests_app.services.tending import REASON_LENGTH
from requests_app.services.transitions import NOTE_LENGTH


class WritingForm(PlainForm):
    """A text and the key that makes it count once."""

    text = TextField(
        max_length=NOTE_LENGTH,
        rows=5,
        label="Your message",
        error_messages={"required": "Write something first; nothing was sent."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, prefix_of_ids: str = "write", **initial: Any) -> None:
        super().__init__(data, auto_id=f"{prefix_of_ids}-%s", initial={"key": uuid.uuid4(), **initial})


class MessageForm(WritingForm):
    """What the desk writes to a client; a canned reply is put into the box and edited there."""

    asks = forms.BooleanField(
        required=False,
        label="We wait for an answer",
        help_text="Working time stands still until the client writes.",
    )
    canned = forms.ModelChoiceField(
        CannedReply.objects.all(), required=False, label="Canned reply", empty_label="Choose one"
    )

    def with_canned(self) -> dict[str, Any]:
        """What stands in the box once the chosen reply was put in, below what was typed before."""
        self.full_clean()
        typed = self.data.get("text", "").strip()
        reply = self.cleaned_data.get("canned")
        parts = [typed, reply.text if reply else ""]
        return {
            "text": "\n\n".join(part for part in parts if part),
            "asks": "on" if self.cleaned_data.get("asks") else "",
            "key": str(self.cleaned_data.get("key") or uuid.uuid4()),
        }


class NoteForm(WritingForm):
    """What the house notes for itself."""

    text = TextField(
        max_length=NOTE_LENGTH,
        rows=3,
        label="Note for the house",
        error_messages={"required": "Write something first; nothing was kept."},
    )


class DeferForm(forms.Form):
    """Until when a request is put off, and why."""

    until = DayField(label="Put off until")
    because = LineField(
        max_length=REASON_LENGTH,
        label="Because",
        error_messages={"required": "Say why it is put off; the next who looks will ask."},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="defer-%s")
        self.fields["until"].widget.attrs["min"] = timezone.localdate().isoformat()
