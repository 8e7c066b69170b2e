"""The rows behind the documents, their readers and the work that is owed."""

from reports.models.answer import Answer
from reports.models.copy import Copy
from reports.models.correction import Correction, CorrectionKind
from reports.models.download import Download
from reports.models.edition import Edition
from reports.models.evidence import FigureImage, Place, PlaceLevel, Risk, Source, TimelineEntry, Trend
from reports.models.identity import IdentityProvider
from reports.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoicePayment, InvoiceSequence
from reports.models.job import Job, JobState
from reports.models.mail import Mail, MailRefusal
from reports.models.membership import (
    Invitation,
    JoinRequest,
    MembershipEvent,
    MembershipFact,
    OrganisationDomain,
)
from reports.models.organisation import Membership, Organisation
from reports.models.parts import Finding, FindingKind, Scenario, Section
from reports.models.person import User
from reports.models.plan import Plan, PlanUnits
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
from reports.models.report import ItemAccess, Report
from reports.models.searchtext import SearchText
from reports.models.series import Series, SeriesAccess
from reports.models.subscription import Subscription, SubscriptionEvent
from reports.models.token import AccessToken
from reports.models.units import UnitEntry
from reports.models.upkeep import Approval, Revision, Waiver

__all__ = [
    "AccessToken",
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
    "IdentityProvider",
    "Invitation",
    "Invoice",
    "InvoiceKind",
    "InvoiceLine",
    "InvoicePayment",
    "InvoiceSequence",
    "ItemAccess",
    "Job",
    "JobState",
    "JoinRequest",
    "LegalHold",
    "Mail",
    "MailRefusal",
    "Membership",
    "MembershipEvent",
    "MembershipFact",
    "Organisation",
    "OrganisationDomain",
    "Place",
    "PlaceLevel",
    "Plan",
    "PlanUnits",
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
    "SubscriptionEvent",
    "TimelineEntry",
    "Trend",
    "UnitEntry",
    "User",
    "Waiver",
]
