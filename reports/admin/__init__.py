"""The staff's desk for reports, readers and the work that is owed."""

from reports.admin import clients, copying, identity, issued, people, report, work

__all__ = ["clients", "copying", "identity", "issued", "people", "report", "work"]
