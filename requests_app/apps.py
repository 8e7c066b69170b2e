"""The app of what clients ask for and what they get."""

from importlib import import_module

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "requests_app"
    verbose_name = "Requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known, in every process, what keeps passwords or requests, and which stored files are ours."""
        import_module("requests_app.services.passwords")
        import_module("requests_app.services.keeping")
        import_module("requests_app.services.personal")
        import_module("requests_app.services.periods")
        attaching = import_module("requests_app.services.attaching")
        import_module("reports.services.storing").name_more(attaching.names_in_use)
