"""What a client asked for, and where it stands.

The text of a request is secret as such, so nothing that names it (its address, its number, its `str`) says
any of it.
"""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_countries import countries

from reports.domain.marking import Marking
from reports.domain.sections import SectionKind, spec_of
from reports.models import Organisation, Report
from requests_app.domain.asking import IN_PLAIN_WORDS
from requests_app.domain.service import Form, Length, Priority, ServiceClass
from requests_app.domain.standing import Standing, standing
from requests_app.domain.status import Resolution, Status
from requests_app.models.place import place

WITHOUT_REPORT = (
    Status.SUBMITTED,
    Status.IN_TRIAGE,
    Status.NEEDS_CLARIFICATION,
    Status.QUOTED,
    Status.ACCEPTED,
    Status.QUOTE_EXPIRED,
    Status.MERGED,
)
WITH_REPORT = (
    Status.IN_PRODUCTION,
    Status.IN_REVIEW,
    Status.CHANGES_REQUESTED,
    Status.APPROVED,
    Status.DELIVERED,
    Status.CLOSED,
)
_THEN = ("organisation_name", "id")
"""What orders requests of the same place in the queue."""

NEVER = datetime(3000, 1, 1, tzinfo=UTC)
"""When the desk may read what was withdrawn before it could."""

ENDED = (Status.DELIVERED, *(status for status in Status if status.is_end))


def _empty_list() -> list[Any]:
    return []


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(each.value, each.label) for each in kind]


def _one_of(field: str, kind: Any, *, blank: bool = False) -> models.Q:
    return models.Q(**{f"{field}__in": [each.value for each in kind] + [""] * blank})


class RequestCounter(models.Model):
    """The last number given in a year; counted up in the transaction that gives it."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.year)


class ReportRequest(models.Model):
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True, editable=False)
    submission_key = models.UUIDField(unique=True, editable=False)
    access_digest = models.CharField(max_length=64, unique=True, editable=False)
    taken_over = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)

    name = models.CharField(max_length=120)
    email = models.EmailField("work e-mail", max_length=254)
    organisation_name = models.CharField("organisation", max_length=160)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    client = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )

    title = models.CharField(max_length=200)
    background = models.TextField(blank=True)
    known = models.TextField("known already", blank=True)
    decision = models.TextField("decision that it supports", blank=True)
    decision_on = models.DateField("date of the decision", null=True, blank=True)
    needed_by = models.DateField(null=True, blank=True)
    no_value_after = models.DateField(null=True, blank=True)
    priority = models.CharField(max_length=8, choices=_choices(Priority), default=Priority.ROUTINE.value)
    service_class = models.CharField(
        max_length=8, choices=_choices(ServiceClass), default=ServiceClass.FULL.value
    )
    form = models.CharField(max_length=10, choices=_choices(Form), default=Form.REPORT.value)
    length = models.CharField(max_length=8, choices=_choices(Length), default=Length.ANY.value)
    language = models.CharField(max_length=12, default="en")
    marking = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Marking], default=Marking.AMBER.value
    )
    countries = models.JSONField(default=_empty_list, blank=True)
    topics = models.JSONField(default=_empty_list, blank=True)
    tags = models.JSONField(default=_empty_list, blank=True)
    readers = models.JSONField(
        default=_empty_list, blank=True, help_text="Addresses of those who may read it beside the client."
    )
    sections = models.JSONField(default=_empty_list, blank=True, help_text="None means all of them.")
    briefing = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    consent_at = models.DateTimeField()

    status = models.CharField(
        max_length=24,
        choices=[(each.value, each.label) for each in Status if each is not Status.DRAFT],
        default=Status.SUBMITTED.value,
        editable=False,
    )
    resolution = models.CharField(max_length=16, choices=_choices(Resolution), blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="twins", editable=False
    )
    released_at = models.DateTimeField("the desk may read it from", default=timezone.now, editable=False)
    due_at = models.DateTimeField("due", null=True, blank=True, editable=False)
    waiting_since = models.DateTimeField(null=True, blank=True, editable=False)
    deferred_until = models.DateField(null=True, blank=True, editable=False)
    deferred_because = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_requests",
        limit_choices_to={"is_staff": True, "is_active": True},
    )
    report = models.OneToOneField(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("received", auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    place = models.GeneratedField(
        expression=place(), output_field=models.BigIntegerField(), db_persist=True, editable=False
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = "request"
        indexes = [
            models.Index(fields=["place", *_THEN], name="request_in_queue"),
            models.Index(fields=["status", "place", *_THEN], name="request_by_status"),
            models.Index(fields=["assigned_to", "place", *_THEN], name="request_by_person"),
            models.Index(fields=["organisation", "-id"], name="request_of_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_one_of("status", [each for each in Status if each is not Status.DRAFT]),
                name="request_status_is_known",
            ),
            models.CheckConstraint(condition=_one_of("marking", Marking), name="request_marking_is_known"),
            models.CheckConstraint(condition=_one_of("priority", Priority), name="request_priority_is_known"),
            models.CheckConstraint(
                condition=_one_of("service_class", ServiceClass), name="request_service_class_is_known"
            ),
            models.CheckConstraint(
                condition=(_one_of("status", ENDED) & _one_of("resolution", Resolution))
                | (~_one_of("status", ENDED) & models.Q(resolution="")),
                name="request_that_ended_says_how",
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.MERGED.value, merged_into__isnull=False)
                | (~models.Q(status=Status.MERGED.value) & models.Q(merged_into__isnull=True)),
                name="merged_request_names_its_twin",
            ),
            models.CheckConstraint(
                condition=models.Q(deferred_until__isnull=True, deferred_because="")
                | (models.Q(deferred_until__isnull=False) & ~models.Q(deferred_because="")),
                name="deferral_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(no_value_after__isnull=True)
                | models.Q(needed_by__isnull=True)
                | models.Q(no_value_after__gte=models.F("needed_by")),
                name="value_ends_after_it_is_needed",
            ),
            models.CheckConstraint(
                condition=(_one_of("status", WITHOUT_REPORT) & models.Q(report__isnull=True))
                | (_one_of("status", WITH_REPORT) & models.Q(report__isnull=False))
                | _one_of("status", (Status.DECLINED, Status.WITHDRAWN)),
                name="request_in_production_has_its_report",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("requests:detail", args=[self.key])

    @property
    def stage(self) -> Status:
        """The status as the table's own value."""
        return Status(self.status)

    @property
    def is_released(self) -> bool:
        """Whether the desk may read it: its client has handed it over, or had its time to change it."""
        return self.released_at <= timezone.now()

    @property
    def tlp(self) -> Marking:
        """Its marking, which knows who may read it."""
        return Marking(self.marking)

    @property
    def country_names(self) -> list[str]:
        """The countries as people call them."""
        return [countries.name(code) for code in self.countries]

    @property
    def kinds(self) -> tuple[SectionKind, ...]:
        """The sections that the client wants, in print order; all of them where it chose none."""
        wanted = self.sections or IN_PLAIN_WORDS
        return tuple(kind for kind in IN_PLAIN_WORDS if kind in wanted)

    @property
    def section_titles(self) -> list[str]:
        """What the wanted sections are headed."""
        return [spec_of(kind).title for kind in self.kinds]

    @property
    def service(self) -> ServiceClass:
        """How thorough the answer is to be, which knows its promise."""
        return ServiceClass(self.service_class)

    @property
    def holder(self) -> str:
        """Who holds it now, as the client reads it: the client, wherever we wait for its answer."""
        waits = self.stage.is_open and self.waiting_since is not None
        return Status.NEEDS_CLARIFICATION.holder if waits else self.stage.holder

    @property
    def standing(self) -> Standing | None:
        """How it stands to its deadline; None when the house owes nothing more."""
        return standing(self.stage, self.due_at, timezone.now(), waiting=self.waiting_since is not None)

    @property
    def ending(self) -> Resolution | None:
        """How it ended; None while it goes on."""
        return Resolution(self.resolution) if self.resolution else None
