"""The staff's desk for reports, readers and the work that is owed."""

from reports.admin import clients, copying, identity, invoices, issued, people, privacy, report, selling, work

__all__ = [
    "clients",
    "copying",
    "identity",
    "invoices",
    "issued",
    "people",
    "privacy",
    "report",
    "selling",
    "work",
]
