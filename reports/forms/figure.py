"""The row of a picture: decoded and kept when it is chosen, so that a form that returns still has it."""

from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from reports.domain import parts
from reports.forms.rows import Row
from reports.forms.text import LineField, TextField
from reports.services import pictures
from reports.services.pictures import Taken

_SALT = "reports.forms.figure"
_GONE = "The picture was cleared away because it was in no saved text for a while; choose it again."


def token_of(taken: Taken) -> str:
    """What the form brings back for a picture that is kept; signed, so that it is one of ours."""
    return signing.dumps([taken.digest, taken.media_type, taken.width, taken.height], salt=_SALT)


def taken_from(token: str) -> Taken:
    """The picture of a token; raises ValidationError when it is none of ours, or not kept any more."""
    try:
        taken = Taken(*signing.loads(token, salt=_SALT))
    except (signing.BadSignature, TypeError) as problem:
        raise forms.ValidationError("Choose the picture again.") from problem
    if not pictures.is_kept(taken.digest, taken.media_type):
        raise forms.ValidationError(_GONE)
    return taken


class PictureField(forms.FileField):
    """An uploaded picture, taken in when the form is checked; its value is what was kept."""

    def __init__(self, **rest: Any) -> None:
        accepted = {"accept": "image/png,image/jpeg,image/webp"}
        super().__init__(widget=forms.FileInput(attrs=accepted), allow_empty_file=True, **rest)

    def clean(self, data: Any, initial: Any = None) -> Taken | None:
        upload: UploadedFile | None = super().clean(data, initial)
        if not upload:
            return None
        try:
            return pictures.take_in(upload.read(pictures.MOST_BYTES + 1))
        except pictures.PictureRefusedError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class FigureRow(Row):
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    upload = PictureField(required=False, label="Picture", help_text="PNG, JPEG or WebP, at most 10 MB.")
    caption = LineField(max_length=300, required=False)
    credit = LineField(max_length=200, required=False)
    alternative = TextField(
        max_length=2_000,
        rows=2,
        required=False,
        label="Text alternative",
        help_text="What somebody who cannot see it should know; needed for approval.",
    )
    lines = (("upload",), ("caption", "credit"), ("alternative",))

    def clean_kept(self) -> Taken | None:
        token = self.cleaned_data["kept"]
        return taken_from(token) if token else None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.taken and not {"upload", "kept"} & set(self.errors):
            self.add_error("upload", "Choose a picture.")
        if "kept" in self.errors:
            self.add_error("upload", self.errors.pop("kept"))
        return given

    @property
    def taken(self) -> Taken | None:
        """The picture of the row: the one just chosen, else the one that it had."""
        if not self.is_bound:
            return self.initial.get("taken")
        given = getattr(self, "cleaned_data", {})
        return given.get("upload") or given.get("kept")

    @property
    def token(self) -> str:
        """What the form is to bring back."""
        return token_of(self.taken) if self.taken else ""

    def part(self) -> parts.FigureImage | None:
        """The figure, as soon as there is a picture."""
        taken, given = self.taken, self.cleaned_data
        if taken is None:
            return None
        said = (given.get(name, "") for name in ("caption", "credit", "alternative"))
        return parts.FigureImage(taken.digest, taken.media_type, taken.width, taken.height, *said)
