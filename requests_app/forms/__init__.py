"""What clients and staff type, checked on the server and kept exactly."""

from requests_app.forms.note import NoteForm, StepForm
from requests_app.forms.password import LockForm, PasswordForm
from requests_app.forms.request import RequestForm, question_rows, with_one_more_row

__all__ = [
    "LockForm",
    "NoteForm",
    "PasswordForm",
    "RequestForm",
    "StepForm",
    "question_rows",
    "with_one_more_row",
]
