"""A message that is owed to somebody, rendered when its cause was recorded and sent by a job."""

from django.db import models


class Mail(models.Model):
    key = models.CharField(max_length=120, unique=True, help_text="One message for one cause and reader.")
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "mail"

    def __str__(self) -> str:
        return f"Mail {self.pk}"
