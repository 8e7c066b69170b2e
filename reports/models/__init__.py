"""The rows behind the documents, their readers and the work that is owed."""

from .download import Download
from .edition import Edition
from .evidence import FigureImage, Place, PlaceLevel, Risk, Source, TimelineEntry, Trend
from .job import Job, JobState
from .mail import Mail
from .organisation import Membership, Organisation, Subscription
from .parts import Finding, FindingKind, Scenario, Section
from .person import User
from .publication import Publication
from .report import Report
from .searchtext import SearchText
from .series import Series, SeriesAccess
from .upkeep import Approval, Revision, Waiver

__all__ = [
    "Approval",
    "Download",
    "Edition",
    "FigureImage",
    "Finding",
    "FindingKind",
    "Job",
    "JobState",
    "Mail",
    "Membership",
    "Organisation",
    "Place",
    "PlaceLevel",
    "Publication",
    "Report",
    "Revision",
    "Risk",
    "Scenario",
    "SearchText",
    "Section",
    "Series",
    "SeriesAccess",
    "Source",
    "Subscription",
    "TimelineEntry",
    "Trend",
    "User",
    "Waiver",
]
