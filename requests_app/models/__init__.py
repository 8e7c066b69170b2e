"""The rows behind a client's request, from its first word to what its answer was worth."""

from requests_app.models.attachment import Attachment, AttachmentDownload
from requests_app.models.clock import ClockPause, Holiday
from requests_app.models.conversation import Clarification, InternalNote
from requests_app.models.delivery import Delivery
from requests_app.models.desk import CannedReply, ChecklistItem, ChecklistTick, SavedFilter
from requests_app.models.draft import DraftState, HeldDraft, IntakeNotice, RequestDraft, SavedRequest
from requests_app.models.event import RequestEvent
from requests_app.models.feedback import AnswerFeedback, Feedback
from requests_app.models.password import Act as PasswordAct
from requests_app.models.password import PasswordChange
from requests_app.models.question import KeyQuestion
from requests_app.models.quote import Quote, QuoteState
from requests_app.models.reader import RequestReader
from requests_app.models.request import NEVER, ReportRequest, RequestCounter
from requests_app.models.review import Review, ReviewInvitation
from requests_app.models.words import RequestWords

__all__ = [
    "NEVER",
    "AnswerFeedback",
    "Attachment",
    "AttachmentDownload",
    "CannedReply",
    "ChecklistItem",
    "ChecklistTick",
    "Clarification",
    "ClockPause",
    "Delivery",
    "DraftState",
    "Feedback",
    "HeldDraft",
    "Holiday",
    "IntakeNotice",
    "InternalNote",
    "KeyQuestion",
    "PasswordAct",
    "PasswordChange",
    "Quote",
    "QuoteState",
    "ReportRequest",
    "RequestCounter",
    "RequestDraft",
    "RequestEvent",
    "RequestReader",
    "RequestWords",
    "Review",
    "ReviewInvitation",
    "SavedFilter",
    "SavedRequest",
]
