"""The rows behind the documents, their readers and the work that is owed."""

from reports.models.answer import Answer
from reports.models.copy import Copy
from reports.models.correction import Correction, CorrectionKind
from reports.models.download import Download
from reports.models.edition import Edition
from reports.models.evidence import FigureImage, Place, PlaceLevel, Risk, Source, TimelineEntry, Trend
from reports.models.job import Job, JobState
from reports.models.mail import Mail, MailRefusal
from reports.models.organisation import Membership, Organisation, Subscription
from reports.models.parts import Finding, FindingKind, Scenario, Section
from reports.models.person import User
from reports.models.privacy import (
    DataExport,
    ErasureRequest,
    ErasureState,
    LegalHold,
    Redaction,
    RetentionRule,
    RetentionRun,
)
from reports.models.publication import Publication
from reports.models.report import Report
from reports.models.searchtext import SearchText
from reports.models.series import Series, SeriesAccess
from reports.models.units import UnitEntry
from reports.models.upkeep import Approval, Revision, Waiver

__all__ = [
    "Answer",
    "Approval",
    "Copy",
    "Correction",
    "CorrectionKind",
    "DataExport",
    "Download",
    "Edition",
    "ErasureRequest",
    "ErasureState",
    "FigureImage",
    "Finding",
    "FindingKind",
    "Job",
    "JobState",
    "LegalHold",
    "Mail",
    "MailRefusal",
    "Membership",
    "Organisation",
    "Place",
    "PlaceLevel",
    "Publication",
    "Redaction",
    "Report",
    "RetentionRule",
    "RetentionRun",
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
    "UnitEntry",
    "User",
    "Waiver",
]
