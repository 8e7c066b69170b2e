"""The password that every copy of a request's report is locked with, if the house has set one.

Each change is a row that says who and when. The password stands in the newest alone and sealed: earlier ones
are cleared in the transaction that replaces them, so nobody can open what was meant to be forgotten.
"""

from django.conf import settings
from django.db import models

from requests_app.models.request import ReportRequest


class Act(models.TextChoices):
    SET = "set", "Password set"
    CHANGED = "changed", "Password changed"
    REMOVED = "removed", "Password removed"


class PasswordChange(models.Model):
    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="password_changes")
    act = models.CharField(max_length=8, choices=Act.choices)
    sealed = models.TextField(blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "change of a password"
        verbose_name_plural = "changes of passwords"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=[each.value for each in Act]), name="password_act_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(act=Act.REMOVED.value) | models.Q(sealed=""),
                name="removed_password_is_gone",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=~models.Q(sealed=""), name="one_password_per_request"
            ),
        ]

    def __str__(self) -> str:
        return f"Password {self.act} {self.pk}"
