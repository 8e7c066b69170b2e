"""The app of what clients ask for and what they get."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "requests_app"
    verbose_name = "Requests"
    default_auto_field = "django.db.models.BigAutoField"
