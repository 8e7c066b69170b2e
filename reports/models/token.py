"""A secret with which a program reads for a person, as far as that person may read.

Of the secret only its digest is kept, and its first letters, so that its owner tells one from another.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from reports.models.organisation import Organisation


class AccessToken(models.Model):
    """`organisation` is where its owner belonged when it was made; the token ends with that membership."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_tokens"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="access_tokens"
    )
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    begins = models.CharField(max_length=9, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = "access token"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="token_is_open_for_a_time"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="token_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(begins__startswith="tb_"), name="token_begins_like_one"
            ),
        ]

    def __str__(self) -> str:
        return f"Token {self.pk}"
