"""A message that is owed to somebody, rendered when its cause was recorded and sent by a job.

What came back undelivered is kept with it; so is the wish of an address to be spared what it can do without.
"""

from django.db import models


class Mail(models.Model):
    key = models.CharField(max_length=120, unique=True, help_text="One message for one cause and reader.")
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    reference = models.CharField(max_length=20, blank=True, help_text="The number that it is about.")
    is_optional = models.BooleanField("can be done without", default=False)
    passes = models.BooleanField(
        "its text is erased once it is sent",
        default=False,
        help_text="For codes, which nobody may read later.",
    )
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "mail"
        indexes = [models.Index(fields=["reference"], name="mail_by_reference")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bounced_at__isnull=True, bounce_reason="")
                | (models.Q(bounced_at__isnull=False) & ~models.Q(bounce_reason="")),
                name="bounce_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk}"


class MailRefusal(models.Model):
    """An address, in lower case, that wants no mail which it can do without."""

    address = models.EmailField(max_length=254, unique=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Refusal {self.pk}"
