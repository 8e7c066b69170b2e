"""The desk in the staff's admin: the queue of requests, and one page for each with its next steps."""

from requests_app.admin.desk import ReportRequestAdmin
from requests_app.admin.intake import HeldDraftAdmin, IntakeNoticeAdmin
from requests_app.admin.keeping import HolidayAdmin
from requests_app.admin.saved import SavedRequestAdmin
from requests_app.admin.tools import CannedReplyAdmin, ChecklistItemAdmin

__all__ = [
    "CannedReplyAdmin",
    "ChecklistItemAdmin",
    "HeldDraftAdmin",
    "HolidayAdmin",
    "IntakeNoticeAdmin",
    "ReportRequestAdmin",
    "SavedRequestAdmin",
]
