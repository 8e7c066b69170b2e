"""What the bench's web server calls: the service's own application with one address more."""

from django.conf import settings

from config.wsgi import application

__all__ = ["application"]

settings.ROOT_URLCONF = "config.measured.addresses"
