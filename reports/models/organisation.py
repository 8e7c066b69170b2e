"""Who a client is, and which series it may read whole."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from reports.models.series import Series


class Organisation(models.Model):
    name = models.CharField(max_length=160, unique=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: as many as it likes.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        MEMBER = "member", "Member"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_each"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER


class Subscription(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="subscriptions")
    series = models.ManyToManyField(Series, related_name="subscriptions")
    starts = models.DateField()
    ends = models.DateField(help_text="The last day on which it can be read.")

    class Meta:
        ordering = ["-ends"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="subscription_ends_after_it_starts",
                violation_error_message="A subscription ends on or after the day it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"
