"""Makes the wiring an application, so that its commands, templates and styles are found.

It also names the Celery application before any task is declared.
"""

from importlib import import_module

from django.apps import AppConfig

from config.celery import app as celery_app

__all__ = ["WiringConfig", "celery_app"]


class WiringConfig(AppConfig):
    """config: knows both apps, known by none."""

    name = "config"

    def ready(self) -> None:
        """Make known, in every process, what sign-in holds about a person."""
        import_module("config.accounts.holdings")
