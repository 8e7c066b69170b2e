"""The sign-in of an organisation: where its people prove who they are, by OpenID Connect.

Its address holds a random key, so that nobody learns from it which organisations are clients.
"""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from reports.models.organisation import Organisation


def random_key() -> str:
    return secrets.token_hex(12)


def empty_list() -> list[str]:
    return []


def check_domains(domains: list[str]) -> None:
    """Refuse what is no list of domains in lower case."""
    if not domains or not all(
        isinstance(each, str) and "." in each and each == each.lower() for each in domains
    ):
        raise ValidationError(
            'Name the domains of its addresses in lower case, for instance ["example.org"].'
        )


class IdentityProvider(models.Model):
    """`sealed_secret` is opened by the service alone and shown to nobody."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="identity_provider"
    )
    key = models.CharField(max_length=24, unique=True, default=random_key, editable=False)
    issuer = models.CharField(
        "address of its server",
        max_length=300,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text="What its discovery document calls the issuer, for instance https://login.example.org/realm.",
    )
    client_id = models.CharField("client ID", max_length=200)
    sealed_secret = models.TextField(blank=True, editable=False)
    domains = models.JSONField(
        default=empty_list,
        validators=[check_domains],
        help_text="Only addresses of these domains are let in by it.",
    )
    is_active = models.BooleanField("in use", default=True)

    class Meta:
        ordering = ["organisation"]

    def __str__(self) -> str:
        return f"Sign-in {self.pk}"
