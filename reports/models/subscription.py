"""What an organisation may read and ask for, on which days; and each change of that, with who and why.

It is changed by `reports.services.subscriptions` alone. Whether it opens on a day follows from its state and
its days, in `reports.domain.subscribing`.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from reports.domain.subscribing import STORED, State, Term, find
from reports.models.frozen import FrozenModel
from reports.models.organisation import Organisation
from reports.models.plan import MOST_VAT, Plan, Terms
from reports.models.series import Series

_STATES = [(each.value, each.label) for each in STORED]


class Subscription(Terms):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="subscriptions")
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="subscriptions"
    )
    series = models.ManyToManyField(Series, related_name="subscriptions", blank=True)
    units_a_year = models.PositiveSmallIntegerField(default=0)
    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(
        null=True, blank=True, help_text="Its last day, before any days of grace; empty: it never ends."
    )
    state = models.CharField(
        max_length=16, choices=_STATES, default=State.NEEDS_APPROVAL.value, editable=False
    )
    renews = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by", editable=False
    )

    class Meta:
        ordering = ["-starts", "-id"]
        indexes = [models.Index(fields=["state", "ends"], name="subscription_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="subscription_ends_after_it_starts",
                violation_error_message="A subscription ends on or after the day it starts.",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[each.value for each in STORED]),
                name="subscription_state_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ending") | models.Q(ends__isnull=False),
                name="what_is_ending_has_an_end",
            ),
            models.CheckConstraint(
                condition=models.Q(vat_rate__range=(0, MOST_VAT)), name="subscription_vat_is_a_rate"
            ),
        ]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"

    @property
    def term(self) -> Term:
        """Its state and its days, as the rules read them."""
        return Term(State(self.state), self.starts, self.ends, self.grace_days)

    @property
    def standing(self) -> State:
        """Its state today, lapsed where its last day has passed."""
        return self.term.state_on(timezone.localdate())


class SubscriptionEvent(FrozenModel):
    """That somebody (nobody: the clock) did one row of the table, and what changed with it."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="events")
    name = models.CharField(max_length=16)
    source = models.CharField(max_length=16, blank=True)
    target = models.CharField(max_length=16)
    changes = models.JSONField(default=dict)
    note = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} {self.subscription_id}"

    @property
    def label(self) -> str:
        """What was done, as people read it."""
        return "Begun" if self.name == "begin" else find(self.name).label

    @property
    def target_label(self) -> str:
        """The state in which it left the subscription."""
        return State(self.target).label

    @property
    def told(self) -> list[str]:
        """Each term that changed, as it was and as it became."""
        return [
            f"{name.replace('_', ' ')}: {' → '.join(map(str, each)) if isinstance(each, list) else each}"
            for name, each in self.changes.items()
        ]
