"""What clients and staff type, checked on the server and kept exactly."""

from requests_app.forms.feedback import FeedbackForm
from requests_app.forms.note import NoteForm, StepForm
from requests_app.forms.request import RequestForm, question_rows, with_one_more_row
from requests_app.forms.review import ReviewForm

__all__ = [
    "FeedbackForm",
    "NoteForm",
    "RequestForm",
    "ReviewForm",
    "StepForm",
    "question_rows",
    "with_one_more_row",
]
