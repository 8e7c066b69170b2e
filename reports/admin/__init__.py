"""The staff's desk for reports, readers and the work that is owed."""

from reports.admin import clients, copying, issued, people, privacy, report, work

__all__ = ["clients", "copying", "issued", "people", "privacy", "report", "work"]
