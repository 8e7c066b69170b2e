"""The app of what clients ask for and what they get."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "requests_app"
    verbose_name = "Requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the storage which files are ours, in every process that may sweep it."""
        from reports.services import storing  # noqa: PLC0415 -- models exist only once apps are ready
        from requests_app.services import attaching  # noqa: PLC0415 -- the same

        storing.name_more(attaching.names_in_use)
