"""What clients and staff type, checked on the server and kept exactly."""

from requests_app.forms.about import AboutForm
from requests_app.forms.answer import AnswerForm
from requests_app.forms.feedback import FeedbackForm
from requests_app.forms.handling import HandlingForm, PersonForm
from requests_app.forms.part import Part
from requests_app.forms.password import LockForm, PasswordForm
from requests_app.forms.plain import ReasonForm
from requests_app.forms.question import QuestionForm
from requests_app.forms.review import ReviewForm
from requests_app.forms.steps import StepForm, form_of
from requests_app.forms.talk import DeferForm, MessageForm, NoteForm, WritingForm

__all__ = [
    "AboutForm",
    "AnswerForm",
    "DeferForm",
    "FeedbackForm",
    "HandlingForm",
    "LockForm",
    "MessageForm",
    "NoteForm",
    "Part",
    "PasswordForm",
    "PersonForm",
    "QuestionForm",
    "ReasonForm",
    "ReviewForm",
    "StepForm",
    "WritingForm",
    "form_of",
]
