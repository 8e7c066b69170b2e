"""What staff fill in about issued editions: for whom a copy is made, a notice, a file to be traced."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from reports.forms.password import PasswordField
from reports.models import CorrectionKind
from reports.services import tracing


class CopyForm(forms.Form):
    """For whom a copy is made out; a password locks it."""

    name = forms.CharField(max_length=120, help_text="Printed in the margin of each page.")
    organisation = forms.CharField(max_length=160, required=False)
    password = PasswordField(
        required=False,
        help_text=(
            "Locks this copy with AES-256; send the password another way than the file. PDF/A forbids "
            "encryption: a locked copy is no archival file, all else about it is the same. Left empty, a "
            "tailored report is locked with the password of its request, if that has one."
        ),
    )


class NoticeForm(forms.Form):
    """A correction or a recall."""

    kind = forms.TypedChoiceField(choices=CorrectionKind.choices, coerce=CorrectionKind)
    note = forms.CharField(
        label="What is corrected",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=(
            "Printed on the briefing's page for those who may read it, and on the verify page where "
            "everybody may. A retraction or withdrawal also stops downloads. It cannot be changed afterwards."
        ),
    )


class TraceForm(forms.Form):
    """A file from outside."""

    file = forms.FileField(label="PDF", widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}))
    code = forms.CharField(
        label="Code of the edition",
        required=False,
        max_length=20,
        help_text="Only where the file bears no code and its title was taken away.",
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > tracing.LARGEST:
            raise ValidationError(f"The file is larger than {tracing.LARGEST // 2**20} MB.")
        return file
