"""The app of what we write, freeze, print and publish."""

from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known, in every process, what is held about people and which stored files are exports."""
        import_module("reports.services.personal")
        import_module("reports.services.periods")
        exporting = import_module("reports.services.exporting")
        import_module("reports.services.storing").name_more(exporting.names_in_use)
