"""What clients and staff type, checked on the server and kept exactly."""

from requests_app.forms.about import AboutForm
from requests_app.forms.answer import AnswerForm
from requests_app.forms.handling import HandlingForm, PersonForm
from requests_app.forms.note import NoteForm, StepForm
from requests_app.forms.part import Part
from requests_app.forms.question import QuestionForm

__all__ = [
    "AboutForm",
    "AnswerForm",
    "HandlingForm",
    "NoteForm",
    "Part",
    "PersonForm",
    "QuestionForm",
    "StepForm",
]
