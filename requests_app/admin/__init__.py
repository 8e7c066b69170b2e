"""The desk in the staff's admin: the queue of requests, and one page for each with its next steps."""

from requests_app.admin.desk import ReportRequestAdmin
from requests_app.admin.keeping import HolidayAdmin

__all__ = ["HolidayAdmin", "ReportRequestAdmin"]
