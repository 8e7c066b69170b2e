"""The app of what clients ask for and what they get."""

from importlib import import_module

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "requests_app"
    verbose_name = "Requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the keeper of passwords known before any file can leave, in whichever process."""
        import_module("requests_app.services.passwords")
