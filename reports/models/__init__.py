"""The rows behind the documents, their readers and the work that is owed."""

from .download import Download
from .edition import Edition
from .job import Job, JobState
from .mail import Mail
from .organisation import Membership, Organisation, Subscription
from .parts import Finding, Scenario, Section
from .person import User
from .publication import Publication
from .report import Report
from .searchtext import SearchText
from .series import Series, SeriesAccess

__all__ = [
    "Download",
    "Edition",
    "Finding",
    "Job",
    "JobState",
    "Mail",
    "Membership",
    "Organisation",
    "Publication",
    "Report",
    "Scenario",
    "SearchText",
    "Section",
    "Series",
    "SeriesAccess",
    "Subscription",
    "User",
]
