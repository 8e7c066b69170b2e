"""What clients and staff type, checked on the server and kept exactly."""

from requests_app.forms.feedback import FeedbackForm
from requests_app.forms.password import LockForm, PasswordForm
from requests_app.forms.request import RequestForm, question_rows, with_one_more_row
from requests_app.forms.review import ReviewForm
from requests_app.forms.steps import StepForm, form_of
from requests_app.forms.talk import DeferForm, MessageForm, NoteForm, WritingForm

__all__ = [
    "DeferForm",
    "FeedbackForm",
    "LockForm",
    "MessageForm",
    "NoteForm",
    "PasswordForm",
    "RequestForm",
    "ReviewForm",
    "StepForm",
    "WritingForm",
    "form_of",
    "question_rows",
    "with_one_more_row",
]
