"""The staff's desk for reports, readers and the work that is owed."""

from reports.admin import clients, issued, people, report, work

__all__ = ["clients", "issued", "people", "report", "work"]
