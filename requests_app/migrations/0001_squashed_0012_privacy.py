"""All tables of this app at once, for a database that has none of them: the steps took ten seconds to replay."""

import uuid
from importlib import import_module

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import requests_app.models.draft
import requests_app.models.place
import requests_app.models.request
from reports.models.frozen import GuardTables, LetRedact
from requests_app.models.words import IndexWords

_talk = import_module("requests_app.migrations.0005_talk")  # its texts to begin with


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("requests_app", "0001_initial"),
        ("requests_app", "0002_guards"),
        ("requests_app", "0003_sections_and_passwords"),
        ("requests_app", "0004_the_life_of_a_request"),
        ("requests_app", "0005_talk"),
        ("requests_app", "0006_intake"),
        ("requests_app", "0007_files"),
        ("requests_app", "0008_desk"),
        ("requests_app", "0009_contacts"),
        ("requests_app", "0010_named_readers"),
        ("requests_app", "0011_review_invitations"),
        ("requests_app", "0012_privacy"),
    ]

    dependencies = [
        ("reports", "0001_squashed_0015_access_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "stored_name",
                    models.CharField(blank=True, help_text="Empty once the file is removed.", max_length=120),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[("none", "Not scanned"), ("clean", "Scanned, nothing found")],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1), ("position__lte", 10)),
                        name="ten_attachments_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0), ("size__lte", 10485760)),
                        name="attachment_size_is_allowed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CannedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=80, unique=True)),
                ("text", models.TextField()),
            ],
            options={
                "verbose_name_plural": "canned replies",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service_class",
                    models.CharField(
                        choices=[
                            ("routine", "Routine answer"),
                            ("full", "Full assessment"),
                            ("custom", "By agreement"),
                        ],
                        max_length=8,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("text", models.CharField(max_length=200)),
                ("is_retired", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["service_class", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("name", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="KeyQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position__gt", 0)), name="questions_count_from_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.CharField(editable=False, max_length=20, unique=True)),
                ("submission_key", models.UUIDField(editable=False, unique=True)),
                ("access_digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("taken_over", models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=254, verbose_name="work e-mail")),
                ("organisation_name", models.CharField(max_length=160, verbose_name="organisation")),
                ("title", models.CharField(max_length=200)),
                ("background", models.TextField(blank=True)),
                ("known", models.TextField(blank=True, verbose_name="known already")),
                ("decision", models.TextField(blank=True, verbose_name="decision that it supports")),
                ("decision_on", models.DateField(blank=True, null=True, verbose_name="date of the decision")),
                ("needed_by", models.DateField(blank=True, null=True)),
                ("no_value_after", models.DateField(blank=True, null=True)),
                (
                    "priority",
                    models.CharField(
                        choices=[("routine", "Routine"), ("high", "High"), ("urgent", "Urgent")],
                        default="routine",
                        max_length=8,
                    ),
                ),
                (
                    "service_class",
                    models.CharField(
                        choices=[
                            ("routine", "Routine answer"),
                            ("full", "Full assessment"),
                            ("custom", "By agreement"),
                        ],
                        default="full",
                        max_length=8,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("report", "A report in sections"),
                            ("note", "A short note"),
                            ("briefing", "A report, and a conversation about it"),
                        ],
                        default="report",
                        max_length=10,
                    ),
                ),
                (
                    "length",
                    models.CharField(
                        choices=[
                            ("short", "Up to 3 pages"),
                            ("medium", "4 to 10 pages"),
                            ("long", "More than 10 pages"),
                            ("any", "As long as it takes"),
                        ],
                        default="any",
                        max_length=8,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=12)),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:AMBER",
                        max_length=20,
                    ),
                ),
                ("countries", models.JSONField(blank=True, default=requests_app.models.request._empty_list)),
                ("topics", models.JSONField(blank=True, default=requests_app.models.request._empty_list)),
                ("tags", models.JSONField(blank=True, default=requests_app.models.request._empty_list)),
                (
                    "readers",
                    models.JSONField(
                        blank=True,
                        default=requests_app.models.request._empty_list,
                        help_text="Addresses of those who may read it beside the client.",
                    ),
                ),
                (
                    "sections",
                    models.JSONField(
                        blank=True,
                        default=requests_app.models.request._empty_list,
                        help_text="None means all of them.",
                    ),
                ),
                ("consent_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("in_triage", "In triage"),
                            ("needs_clarification", "Needs clarification"),
                            ("quoted", "Quoted"),
                            ("accepted", "Accepted"),
                            ("in_production", "In production"),
                            ("in_review", "In review"),
                            ("changes_requested", "Changes requested"),
                            ("approved", "Approved"),
                            ("delivered", "Delivered"),
                            ("closed", "Closed"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("quote_expired", "Quote expired"),
                            ("merged", "Merged"),
                        ],
                        default="submitted",
                        editable=False,
                        max_length=24,
                    ),
                ),
                (
                    "resolution",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "Answered"),
                            ("declined", "Declined"),
                            ("quote_declined", "Quote declined"),
                            ("quote_expired", "Quote expired"),
                            ("withdrawn", "Withdrawn"),
                            ("merged", "Merged"),
                        ],
                        editable=False,
                        max_length=16,
                    ),
                ),
                (
                    "released_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="the desk may read it from",
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="due")),
                ("waiting_since", models.DateTimeField(blank=True, editable=False, null=True)),
                ("deferred_until", models.DateField(blank=True, editable=False, null=True)),
                ("deferred_because", models.TextField(blank=True, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="received")),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "place",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                models.Q(
                                    (
                                        "status__in",
                                        [
                                            "submitted",
                                            "in_triage",
                                            "needs_clarification",
                                            "quoted",
                                            "accepted",
                                            "in_production",
                                            "in_review",
                                            "changes_requested",
                                            "approved",
                                        ],
                                    )
                                ),
                                then=django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.Case(
                                            models.When(
                                                then=models.Value(
                                                    200000000, output_field=models.BigIntegerField()
                                                ),
                                                waiting_since__isnull=False,
                                            ),
                                            models.When(
                                                assigned_to__isnull=False,
                                                then=models.Value(
                                                    100000000, output_field=models.BigIntegerField()
                                                ),
                                            ),
                                            default=models.Value(0, output_field=models.BigIntegerField()),
                                        ),
                                        "+",
                                        django.db.models.expressions.CombinedExpression(
                                            models.Case(
                                                models.When(
                                                    due_at__isnull=True,
                                                    then=models.Value(
                                                        9999999, output_field=models.BigIntegerField()
                                                    ),
                                                ),
                                                default=django.db.models.expressions.CombinedExpression(
                                                    requests_app.models.place.Seconds(models.F("due_at")),
                                                    "/",
                                                    models.Value(
                                                        86400, output_field=models.BigIntegerField()
                                                    ),
                                                ),
                                            ),
                                            "*",
                                            models.Value(10, output_field=models.BigIntegerField()),
                                        ),
                                    ),
                                    "+",
                                    models.Case(
                                        models.When(
                                            priority="routine",
                                            then=models.Value(2, output_field=models.BigIntegerField()),
                                        ),
                                        models.When(
                                            priority="high",
                                            then=models.Value(1, output_field=models.BigIntegerField()),
                                        ),
                                        models.When(
                                            priority="urgent",
                                            then=models.Value(0, output_field=models.BigIntegerField()),
                                        ),
                                        default=models.Value(9, output_field=models.BigIntegerField()),
                                    ),
                                ),
                            ),
                            default=django.db.models.expressions.CombinedExpression(
                                models.Value(101000000000, output_field=models.BigIntegerField()),
                                "-",
                                requests_app.models.place.Seconds(models.F("created_at")),
                            ),
                        ),
                        output_field=models.BigIntegerField(),
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"is_active": True, "is_staff": True},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assigned_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="twins",
                        to="requests_app.reportrequest",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="reports.organisation",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "request",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["place", "organisation_name", "id"], name="request_in_queue"),
                    models.Index(
                        fields=["status", "place", "organisation_name", "id"], name="request_by_status"
                    ),
                    models.Index(
                        fields=["assigned_to", "place", "organisation_name", "id"], name="request_by_person"
                    ),
                    models.Index(fields=["organisation", "-id"], name="request_of_organisation"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "submitted",
                                    "in_triage",
                                    "needs_clarification",
                                    "quoted",
                                    "accepted",
                                    "in_production",
                                    "in_review",
                                    "changes_requested",
                                    "approved",
                                    "delivered",
                                    "closed",
                                    "declined",
                                    "withdrawn",
                                    "quote_expired",
                                    "merged",
                                ],
                            )
                        ),
                        name="request_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "marking__in",
                                ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"],
                            )
                        ),
                        name="request_marking_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["routine", "high", "urgent"])),
                        name="request_priority_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("service_class__in", ["routine", "full", "custom"])),
                        name="request_service_class_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "status__in",
                                    [
                                        "delivered",
                                        "closed",
                                        "declined",
                                        "withdrawn",
                                        "quote_expired",
                                        "merged",
                                    ],
                                ),
                                (
                                    "resolution__in",
                                    [
                                        "answered",
                                        "declined",
                                        "quote_declined",
                                        "quote_expired",
                                        "withdrawn",
                                        "merged",
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "status__in",
                                        [
                                            "delivered",
                                            "closed",
                                            "declined",
                                            "withdrawn",
                                            "quote_expired",
                                            "merged",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("resolution", ""),
                            ),
                            _connector="OR",
                        ),
                        name="request_that_ended_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("status", "merged")),
                            models.Q(
                                models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="merged_request_names_its_twin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deferred_because", ""), ("deferred_until__isnull", True)),
                            models.Q(
                                ("deferred_until__isnull", False),
                                models.Q(("deferred_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="deferral_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("no_value_after__isnull", True),
                            ("needed_by__isnull", True),
                            ("no_value_after__gte", models.F("needed_by")),
                            _connector="OR",
                        ),
                        name="value_ends_after_it_is_needed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "status__in",
                                    [
                                        "submitted",
                                        "in_triage",
                                        "needs_clarification",
                                        "quoted",
                                        "accepted",
                                        "quote_expired",
                                        "merged",
                                    ],
                                ),
                                ("report__isnull", True),
                            ),
                            models.Q(
                                (
                                    "status__in",
                                    [
                                        "in_production",
                                        "in_review",
                                        "changes_requested",
                                        "approved",
                                        "delivered",
                                        "closed",
                                    ],
                                ),
                                ("report__isnull", False),
                            ),
                            ("status__in", ["declined", "withdrawn"]),
                            _connector="OR",
                        ),
                        name="request_in_production_has_its_report",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestCounter",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="AttachmentDownload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="downloads",
                        to="requests_app.attachment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decision_served", models.BooleanField(blank=True, null=True)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "feedback",
            },
        ),
        migrations.CreateModel(
            name="IntakeNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, help_text="Plain text; empty shows nothing.")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="AnswerFeedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("useful", models.BooleanField()),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="requests_app.feedback",
                    ),
                ),
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="requests_app.keyquestion",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "feedback on answers",
                "ordering": ["question__position"],
            },
        ),
        migrations.CreateModel(
            name="RequestWords",
            fields=[
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="requests_app.reportrequest",
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("units", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("scope", models.TextField()),
                ("due_on", models.DateField(verbose_name="delivered by")),
                ("valid_until", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for the client"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("expired", "Expired"),
                            ("taken_back", "Taken back"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "decided_by",
                    models.CharField(blank=True, max_length=120, verbose_name="name of who decided"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "number"), name="one_quote_per_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("request",), name="one_open_quote"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cents__isnull", True),
                                ("currency", ""),
                                ("units__gt", 0),
                                ("units__isnull", False),
                            ),
                            models.Q(
                                ("cents__isnull", False),
                                ("units__isnull", True),
                                models.Q(("currency", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quote_is_in_units_or_money",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by", ""), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="decided_quote_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["accepted", "declined"]), _negated=True),
                            models.Q(("decided_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="client_signs_its_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PasswordChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("set", "Password set"),
                            ("changed", "Password changed"),
                            ("removed", "Password removed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("sealed", models.TextField(blank=True, editable=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="password_changes",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a password",
                "verbose_name_plural": "changes of passwords",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["set", "changed", "removed"])),
                        name="password_act_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "removed"), _negated=True), ("sealed", ""), _connector="OR"
                        ),
                        name="removed_password_is_gone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sealed", ""), _negated=True),
                        fields=("request",),
                        name="one_password_per_request",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="keyquestion",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="requests_app.reportrequest",
            ),
        ),
        migrations.CreateModel(
            name="InternalNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(editable=False, null=True, unique=True)),
                ("text", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internal_notes",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="internal_note_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.edition"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ClockPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=80)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("request",),
                        name="one_open_pause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="pause_ends_after_it_started",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(editable=False, null=True, unique=True)),
                ("side", models.CharField(choices=[("staff", "We"), ("client", "You")], max_length=8)),
                ("text", models.TextField()),
                ("waits", models.BooleanField(default=False, verbose_name="an answer is needed")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="clarification_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side", "client"),
                            models.Q(("by__isnull", False), ("side", "staff")),
                            _connector="OR",
                        ),
                        name="staff_signs_its_messages",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("waits", False), ("side", "staff"), _connector="OR"),
                        name="only_the_house_waits_for_answers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.checklistitem",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ticks",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("request", "item"), name="one_tick_per_item")
                ],
            },
        ),
        migrations.AddField(
            model_name="attachment",
            name="request",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="requests_app.reportrequest",
            ),
        ),
        migrations.CreateModel(
            name="RequestDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("typing", "Being typed"),
                            ("unconfirmed", "Waiting for the address to be confirmed"),
                            ("held", "Held for staff to look at"),
                            ("sent", "Sent"),
                            ("answered", "Answered by what was published"),
                            ("discarded", "Discarded"),
                        ],
                        default="typing",
                        max_length=12,
                    ),
                ),
                ("secret_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("typed", models.JSONField(blank=True, default=requests_app.models.draft._nothing)),
                (
                    "seen",
                    models.JSONField(blank=True, default=requests_app.models.draft._no_steps, editable=False),
                ),
                ("started_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("meant_for", models.UUIDField(blank=True, editable=False, null=True)),
                ("confirm_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("confirm_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("links_sent", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("held_because", models.CharField(blank=True, editable=False, max_length=120)),
                ("discarded_because", models.TextField(blank=True, editable=False)),
                ("network", models.CharField(blank=True, editable=False, max_length=64)),
                ("address_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.edition",
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "discarded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="request_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "ordering": ["-updated_at"],
                "indexes": [
                    models.Index(fields=["state", "updated_at"], name="draft_by_state"),
                    models.Index(fields=["network", "created_at"], name="draft_by_network"),
                    models.Index(fields=["address_digest", "created_at"], name="draft_by_address"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("request__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("request__isnull", True)),
                            _connector="OR",
                        ),
                        name="sent_draft_has_its_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "held"), ("held_because", ""), _connector="OR"),
                        name="only_held_drafts_say_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discarded_because", ""), ("discarded_by__isnull", True)),
                            models.Q(
                                ("discarded_by__isnull", False),
                                ("state", "discarded"),
                                models.Q(("discarded_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="draft_that_staff_discarded_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner__isnull", False),
                            models.Q(("secret_digest", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="draft_belongs_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirm_digest", ""), ("confirm_until__isnull", True)),
                            models.Q(
                                models.Q(("confirm_digest", ""), _negated=True),
                                ("confirm_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="confirmation_is_whole_or_absent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirm_digest", ""), _negated=True),
                        fields=("confirm_digest",),
                        name="one_draft_per_link",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="attachment",
            name="draft",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="requests_app.requestdraft",
            ),
        ),
        migrations.CreateModel(
            name="HeldDraft",
            fields=[],
            options={
                "verbose_name": "held request",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("requests_app.requestdraft",),
        ),
        migrations.CreateModel(
            name="SavedRequest",
            fields=[],
            options={
                "verbose_name": "saved request",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("requests_app.requestdraft",),
        ),
        migrations.CreateModel(
            name="RequestEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("transition", models.CharField(max_length=24)),
                ("source", models.CharField(blank=True, max_length=24)),
                ("target", models.CharField(max_length=24)),
                ("actor", models.CharField(max_length=12)),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "target__in",
                                [
                                    "draft",
                                    "submitted",
                                    "in_triage",
                                    "needs_clarification",
                                    "quoted",
                                    "accepted",
                                    "in_production",
                                    "in_review",
                                    "changes_requested",
                                    "approved",
                                    "delivered",
                                    "closed",
                                    "declined",
                                    "withdrawn",
                                    "quote_expired",
                                    "merged",
                                ],
                            ),
                            (
                                "source__in",
                                [
                                    "",
                                    "draft",
                                    "submitted",
                                    "in_triage",
                                    "needs_clarification",
                                    "quoted",
                                    "accepted",
                                    "in_production",
                                    "in_review",
                                    "changes_requested",
                                    "approved",
                                    "delivered",
                                    "closed",
                                    "declined",
                                    "withdrawn",
                                    "quote_expired",
                                    "merged",
                                ],
                            ),
                        ),
                        name="event_statuses_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor__in", ["client", "triage", "analyst", "reviewer", "system"])
                        ),
                        name="event_actor_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=254)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named_readers",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("address", "request"), name="one_row_per_named_reader")
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[("approve", "Approve"), ("return", "Ask for changes")], max_length=8
                    ),
                ),
                ("scorecard", models.JSONField()),
                ("reason", models.TextField(blank=True)),
                ("text_sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "round", "by"), name="one_vote_each_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "approve"),
                            models.Q(("verdict", "return"), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="return_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="requests_app.reportrequest",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "reviewer"), name="one_invitation_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=500)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="one_filter_per_name")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="keyquestion",
            constraint=models.UniqueConstraint(
                fields=("request", "position"), name="one_question_per_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("draft__isnull", False), ("request__isnull", True)),
                    models.Q(("draft__isnull", True), ("request__isnull", False)),
                    _connector="OR",
                ),
                name="attachment_has_one_home",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("draft", "position"), name="one_attachment_per_place_of_a_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("request", "position"), name="one_attachment_per_place_of_a_request"
            ),
        ),
        GuardTables(
            "requests_app_attachmentdownload",
            "requests_app_clarification",
            "requests_app_delivery",
            "requests_app_internalnote",
            "requests_app_requestevent",
            "requests_app_review",
        ),
        IndexWords(),
        LetRedact("requests_app_clarification", "text"),
        LetRedact("requests_app_internalnote", "text"),
        LetRedact("requests_app_requestevent", "note"),
        migrations.RunPython(_talk.seed, migrations.RunPython.noop),
    ]
