"""All tables of this app at once, for a database that has none of them: the steps took ten seconds to replay."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import modelsearch.index
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import reports.domain.likelihood
import reports.domain.marking
import reports.models.evidence
import reports.models.identity
import reports.models.parts
import reports.models.report
import reports.models.series
from reports.models.frozen import FreezeWhen, GuardTables, LetRedact

RIGHTS = {
    "accounts": (
        "add_identityprovider",
        "add_invoice",
        "add_legalhold",
        "add_organisation",
        "add_plan",
        "add_planunits",
        "add_retentionrule",
        "add_subscription",
        "add_unitentry",
        "change_erasurerequest",
        "change_identityprovider",
        "change_legalhold",
        "change_organisation",
        "change_plan",
        "change_planunits",
        "change_subscription",
        "delete_planunits",
        "view_erasurerequest",
        "view_identityprovider",
        "view_invitation",
        "view_invoice",
        "view_invoiceline",
        "view_invoicepayment",
        "view_joinrequest",
        "view_legalhold",
        "view_membership",
        "view_membershipevent",
        "view_organisation",
        "view_organisationdomain",
        "view_plan",
        "view_planunits",
        "view_retentionrule",
        "view_series",
        "view_subscription",
        "view_subscriptionevent",
        "view_unitentry",
    ),
    "analyst": (
        "add_report",
        "change_report",
        "view_correction",
        "view_edition",
        "view_job",
        "view_publication",
        "view_report",
        "view_series",
    ),
    "editor": (
        "add_report",
        "add_series",
        "change_report",
        "change_series",
        "view_copy",
        "view_correction",
        "view_download",
        "view_edition",
        "view_job",
        "view_mail",
        "view_publication",
        "view_report",
        "view_series",
    ),
    "reviewer": (
        "view_correction",
        "view_edition",
        "view_publication",
        "view_report",
        "view_series",
    ),
    "triage": (
        "add_unitentry",
        "view_correction",
        "view_edition",
        "view_invitation",
        "view_job",
        "view_joinrequest",
        "view_membership",
        "view_membershipevent",
        "view_organisation",
        "view_organisationdomain",
        "view_plan",
        "view_planunits",
        "view_publication",
        "view_report",
        "view_series",
        "view_subscription",
        "view_subscriptionevent",
        "view_unitentry",
    ),
}


def grant(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The staff roles, as groups that have what their work needs and no more."""
    config = apps.get_app_config("reports")
    config.models_module = True  # historical app configs have none, and create_permissions skips those
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    groups, rights = apps.get_model("auth", "Group").objects, apps.get_model("auth", "Permission").objects
    for name, codenames in RIGHTS.items():
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*rights.filter(content_type__app_label="reports", codename__in=codenames))


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("reports", "0001_initial"),
        ("reports", "0002_guards"),
        ("reports", "0003_roles"),
        ("reports", "0004_origins_of_parts"),
        ("reports", "0005_units"),
        ("reports", "0006_talk"),
        ("reports", "0007_answers"),
        ("reports", "0008_members"),
        ("reports", "0009_signing_in"),
        ("reports", "0010_plans"),
        ("reports", "0011_what_stood_before_plans"),
        ("reports", "0012_invoices"),
        ("reports", "0013_staff_rights"),
        ("reports", "0014_privacy"),
        ("reports", "0015_access_tokens"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, unique=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True)),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: those of its plan.", null=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: as many as it likes.", null=True
                    ),
                ),
                (
                    "embargo_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Its readers get a briefing that many days after it was published; 0 at once.",
                        verbose_name="days of embargo",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="So long it opens after its end while it is not renewed.",
                        verbose_name="days of grace",
                    ),
                ),
                (
                    "cents",
                    models.PositiveBigIntegerField(
                        default=0, help_text="For one period, without VAT.", verbose_name="price in cents"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Three capitals, such as EUR."
                            )
                        ],
                    ),
                ),
                (
                    "vat_rate",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(Decimal(50)),
                        ],
                        verbose_name="VAT in percent",
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="months of a period",
                    ),
                ),
                (
                    "is_offered",
                    models.BooleanField(
                        default=True, help_text="Without, none begins on it.", verbose_name="is offered"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__range", (1, 60))), name="plan_has_months"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vat_rate__range", (0, Decimal(50)))), name="plan_vat_is_a_rate"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cause", models.CharField(max_length=60)),
                ("is_open", models.BooleanField(default=True)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="RetentionRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("removed", models.JSONField(default=dict)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=120)),
                ("is_staff", models.BooleanField(default=False, verbose_name="works here")),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "address_proven_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When its holder showed that it reads the mail of this address.",
                        null=True,
                        verbose_name="address proven",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="one_person_per_address",
                        violation_error_message="This address belongs to another person.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DataExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("stored_name", models.CharField(blank=True, max_length=120)),
                ("size", models.PositiveBigIntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "export of data",
                "verbose_name_plural": "exports of data",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("failed_at__isnull", True), ("ready_at__isnull", True)),
                        fields=("person",),
                        name="one_export_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stored_name", ""), ("ready_at__isnull", False), _connector="OR"),
                        name="stored_export_is_ready",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("snapshot", models.TextField()),
                ("snapshot_sha256", models.CharField(max_length=64)),
                ("html", models.TextField(verbose_name="print HTML")),
                ("pdf_name", models.CharField(max_length=160)),
                ("pdf_sha256", models.CharField(max_length=64)),
                ("pdf_size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField()),
                ("frozen_at", models.DateTimeField(auto_now_add=True)),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["snapshot_sha256"], name="edition_by_its_code")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 0), ("pages__gt", 0), ("pdf_size__gt", 0)),
                        name="edition_has_a_pdf",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("supersedes__isnull", True)),
                            models.Q(("number__gt", 1), ("supersedes__isnull", False)),
                            _connector="OR",
                        ),
                        name="later_editions_supersede",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Download",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=254, verbose_name="reader’s address")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "reader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="downloads",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("addendum", "Addendum"),
                            ("clarification", "Clarification"),
                            ("correction", "Correction"),
                            ("concern", "Expression of concern"),
                            ("retraction", "Retraction"),
                            ("withdrawal", "Withdrawal"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(verbose_name="what is corrected")),
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
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="correction_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "addendum",
                                    "clarification",
                                    "correction",
                                    "concern",
                                    "retraction",
                                    "withdrawal",
                                ],
                            )
                        ),
                        name="correction_kind_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["retraction", "withdrawal"])),
                        fields=("edition",),
                        name="one_recall_of_an_edition",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=14, unique=True)),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="prepared for")),
                ("organisation", models.CharField(blank=True, max_length=160)),
                ("reference", models.CharField(blank=True, max_length=20, verbose_name="request number")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                ("made_at", models.DateTimeField()),
                (
                    "reader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "copies",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ErasureRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for a decision"),
                            ("approved", "Approved, will be done"),
                            ("refused", "Refused"),
                            ("taken_back", "Taken back"),
                            ("done", "Done"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "request to be erased",
                "verbose_name_plural": "requests to be erased",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "approved"])),
                        fields=("person",),
                        name="one_open_erasure_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("state__in", ["asked", "taken_back"])),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ["approved", "refused", "done"]),
                            ),
                            _connector="OR",
                        ),
                        name="decided_erasure_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refused_erasure_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="done_erasure_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Owner"), ("member", "Member")], default="member", max_length=8
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("sent", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at__isnull", True), ("revoked_at__isnull", True)),
                        fields=("organisation", "address"),
                        name="one_open_invitation_of_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="acceptance_is_whole_or_absent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"
                        ),
                        name="invitation_ends_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                        name="invitation_is_open_for_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("PF", "Proforma invoice"), ("CN", "Credit note")],
                        default="PF",
                        max_length=2,
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("issued_on", models.DateField()),
                ("due_on", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("issuer_name", models.CharField(max_length=160)),
                ("issuer_address", models.CharField(max_length=300)),
                (
                    "issuer_vat_id",
                    models.CharField(blank=True, max_length=20, verbose_name="issuer’s VAT number"),
                ),
                ("iban", models.CharField(max_length=34, verbose_name="IBAN")),
                ("customer", models.CharField(max_length=160)),
                ("note", models.CharField(blank=True, max_length=200)),
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
                    "credits",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_note",
                        to="reports.invoice",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year", "count"), name="one_invoice_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("issued_on"))),
                        name="invoice_is_due_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credits__isnull", True), ("kind", "PF")),
                            models.Q(("credits__isnull", False), ("kind", "CN")),
                            _connector="OR",
                        ),
                        name="credit_note_names_its_invoice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("net", models.BigIntegerField(verbose_name="net in cents")),
                (
                    "vat_rate",
                    models.DecimalField(decimal_places=2, max_digits=4, verbose_name="VAT in percent"),
                ),
                ("vat", models.BigIntegerField(verbose_name="VAT in cents")),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="reports.invoice",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("vat_rate__range", (0, Decimal(50)))),
                        name="invoice_line_vat_is_a_rate",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoicePayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paid_on", models.DateField()),
                ("reference", models.CharField(max_length=140, verbose_name="the bank’s reference")),
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
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment",
                        to="reports.invoice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvoiceSequence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("PF", "Proforma invoice"), ("CN", "Credit note")], max_length=2
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "year"), name="one_sequence_a_year")],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("rung_at", models.DateTimeField(blank=True, null=True)),
                ("lease_token", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.TextField(blank=True)),
                ("stage", models.CharField(blank=True, max_length=40)),
                ("timings", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
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
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["state", "not_before"], name="job_due"),
                    models.Index(fields=["kind", "subject"], name="job_by_subject"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=("kind", "subject"),
                        name="one_open_job_per_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_token__isnull", True), ("lease_until__isnull", True)),
                            models.Q(("lease_token__isnull", False), ("lease_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="lease_is_whole_or_absent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state__in", ["queued", "running"])),
                            models.Q(("ended_at__isnull", False), ("state__in", ["done", "failed"])),
                            _connector="OR",
                        ),
                        name="job_that_ended_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="One message for one cause and reader.", max_length=120, unique=True
                    ),
                ),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                (
                    "reference",
                    models.CharField(blank=True, help_text="The number that it is about.", max_length=20),
                ),
                ("is_optional", models.BooleanField(default=False, verbose_name="can be done without")),
                (
                    "passes",
                    models.BooleanField(
                        default=False,
                        help_text="For codes, which nobody may read later.",
                        verbose_name="its text is erased once it is sent",
                    ),
                ),
                ("message_id", models.CharField(max_length=120, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("bounced_at", models.DateTimeField(blank=True, null=True)),
                ("bounce_reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name_plural": "mail",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["reference"], name="mail_by_reference")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bounce_reason", ""), ("bounced_at__isnull", True)),
                            models.Q(
                                ("bounced_at__isnull", False), models.Q(("bounce_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="bounce_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("resent", "Invitation sent again"),
                            ("revoked", "Invitation taken back"),
                            ("accepted", "Joined by invitation"),
                            ("role", "Role changed"),
                            ("removed", "Removed"),
                            ("left", "Left"),
                            ("transferred", "Ownership handed over"),
                            ("asked", "Asked to join"),
                            ("approved", "Joined with an owner’s approval"),
                            ("refused", "Asked to join and was refused"),
                            ("vouched", "Joined by the organisation’s own sign-in"),
                            ("domain_added", "Domain added"),
                            ("domain_removed", "Domain removed"),
                            ("taken_over", "Request taken over"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=253)),
                ("note", models.CharField(blank=True, max_length=200)),
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
                    "invitation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="reports.invitation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="membership_events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="membership_events",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership event",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["user", "fact"], name="membership_event_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False),
                            ("invitation__isnull", False),
                            models.Q(("reference", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="membership_event_is_about_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Owner"), ("member", "Member")], default="member", max_length=8
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "user"), name="one_membership_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=20, verbose_name="request number")),
                ("reason", models.TextField()),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="The last day; empty holds until it is released.", null=True
                    ),
                ),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("release_reason", models.TextField(blank=True, verbose_name="why it was released")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_holds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_holds",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal hold",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("organisation__isnull", True), ("person__isnull", False), ("reference", "")
                            ),
                            models.Q(
                                ("organisation__isnull", False), ("person__isnull", True), ("reference", "")
                            ),
                            models.Q(
                                ("organisation__isnull", True),
                                ("person__isnull", True),
                                models.Q(("reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hold_is_on_one_thing",
                        violation_error_message="A hold is on one thing: a person, an organisation or a request.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="hold_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("release_reason", ""),
                                ("released_at__isnull", True),
                                ("released_by__isnull", True),
                            ),
                            models.Q(
                                ("released_at__isnull", False),
                                ("released_by__isnull", False),
                                models.Q(("release_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="release_of_a_hold_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("approved", models.BooleanField(editable=False, null=True)),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "decided_by",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_requests",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("approved__isnull", True)),
                        fields=("organisation", "user"),
                        name="one_open_request_to_join",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved__isnull", True),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            models.Q(
                                ("approved__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decision_to_join_is_whole_or_absent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdentityProvider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=reports.models.identity.random_key, editable=False, max_length=24, unique=True
                    ),
                ),
                (
                    "issuer",
                    models.CharField(
                        help_text="What its discovery document calls the issuer, for instance https://login.example.org/realm.",
                        max_length=300,
                        validators=[django.core.validators.URLValidator(schemes=["https", "http"])],
                        verbose_name="address of its server",
                    ),
                ),
                ("client_id", models.CharField(max_length=200, verbose_name="client ID")),
                ("sealed_secret", models.TextField(blank=True, editable=False)),
                (
                    "domains",
                    models.JSONField(
                        default=reports.models.identity.empty_list,
                        help_text="Only addresses of these domains are let in by it.",
                        validators=[reports.models.identity.check_domains],
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identity_provider",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation"],
            },
        ),
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("begins", models.CharField(editable=False, max_length=9)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("last_used_on", models.DateField(blank=True, editable=False, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="access_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="access_tokens",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "access token",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="token_is_open_for_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="token_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("begins__startswith", "tb_")), name="token_begins_like_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationDomain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(max_length=253, unique=True)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="domains",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["domain"],
            },
        ),
        migrations.CreateModel(
            name="PlanUnits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "service_class",
                    models.SlugField(
                        help_text="As requests name it: routine, full or custom.", max_length=20
                    ),
                ),
                ("units", models.PositiveSmallIntegerField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allowances",
                        to="reports.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "units a year",
                "verbose_name_plural": "units a year",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "service_class"), name="one_allowance_per_class")
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("volume", models.PositiveIntegerField(blank=True, null=True)),
                ("issue", models.PositiveIntegerField(blank=True, null=True)),
                ("reference", models.CharField(blank=True, max_length=20, verbose_name="request number")),
                ("prepared_for", models.CharField(blank=True, max_length=160)),
                (
                    "questions",
                    models.JSONField(
                        blank=True, default=reports.models.report._empty_list, verbose_name="what was asked"
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "As its series"),
                            ("open", "Everybody"),
                            ("registered", "Everybody who has signed in"),
                            ("subscribers", "Members of an organisation that subscribes"),
                            ("named", "Members of the organisations that are named"),
                        ],
                        default="",
                        editable=False,
                        max_length=12,
                        verbose_name="who reads it whole",
                    ),
                ),
                ("title", models.CharField(max_length=240)),
                ("slug", models.SlugField(allow_unicode=True, max_length=120, unique=True)),
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
                        default=reports.domain.marking.Marking["CLEAR"],
                        max_length=20,
                    ),
                ),
                ("authors", models.JSONField(blank=True, default=reports.models.report._empty_list)),
                ("dated", models.DateField(default=django.utils.timezone.localdate)),
                ("countries", models.JSONField(blank=True, default=reports.models.report._empty_list)),
                ("topics", models.JSONField(blank=True, default=reports.models.report._empty_list)),
                ("picture_caption", models.TextField(blank=True)),
                ("picture_credit", models.TextField(blank=True)),
                (
                    "yardstick",
                    models.CharField(
                        choices=[
                            ("icd203a", "ICD 203, wording A"),
                            ("icd203b", "ICD 203, wording B"),
                            ("phia", "UK PHIA probability yardstick"),
                        ],
                        default=reports.domain.likelihood.Yardstick["ICD_203_A"],
                        max_length=8,
                    ),
                ),
                ("editor_note", models.TextField(blank=True, verbose_name="editor’s note")),
                (
                    "is_locked",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="While it is reviewed, and once it is approved.",
                        verbose_name="text is locked",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "named",
                    models.ManyToManyField(
                        blank=True, editable=False, related_name="named_in", to="reports.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("access__in", ["", "open", "registered", "subscribers", "named"])
                        ),
                        name="report_access_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("reference",),
                        name="one_report_per_request",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(allow_unicode=True, max_length=120, unique=True)),
                ("published_at", models.DateTimeField()),
                (
                    "first_on",
                    models.DateField(
                        help_text="By the house’s calendar; a later edition begins no embargo anew.",
                        verbose_name="first published on",
                    ),
                ),
                ("title", models.CharField(max_length=240)),
                ("language", models.CharField(max_length=12)),
                ("volume", models.PositiveIntegerField(null=True)),
                ("issue", models.PositiveIntegerField(null=True)),
                ("dated", models.DateField()),
                ("marking", models.CharField(max_length=20)),
                ("authors", models.JSONField(default=list)),
                ("countries", models.JSONField(default=list)),
                ("topics", models.JSONField(default=list)),
                (
                    "lead",
                    models.TextField(
                        blank=True, help_text="The first paragraph without its markup; everybody reads it."
                    ),
                ),
                ("teaser_html", models.TextField()),
                ("full_html", models.TextField()),
                ("related", models.JSONField(default=list)),
                (
                    "notices",
                    models.JSONField(
                        default=list, help_text="The corrections of its editions, newest first."
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.edition"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["-dated", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=120)),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}\\Z", "Two capital letters, as in IR."
                            )
                        ],
                    ),
                ),
                (
                    "latitude",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
                (
                    "longitude",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        max_length=6,
                        verbose_name="risk",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="place_has_both_coordinates_or_none",
                        violation_error_message="Give latitude and longitude, or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("latitude__isnull", False),
                            models.Q(("country", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="place_is_somewhere",
                        violation_error_message="Give coordinates or a country.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "likelihood",
                    models.CharField(
                        blank=True, help_text="A word of the report’s yardstick.", max_length=24
                    ),
                ),
                (
                    "percent",
                    models.FloatField(
                        blank=True,
                        help_text="Only if you mean a number inside the band.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("text", models.TextField()),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("fact", "Fact"), ("assumption", "Assumption"), ("judgement", "Judgement")],
                        max_length=12,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("moderate", "Moderate"), ("low", "Low")],
                        max_length=10,
                    ),
                ),
                ("basis", models.TextField(blank=True, verbose_name="basis of the confidence")),
                (
                    "reused_from",
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True),
                            models.Q(
                                ("percent__gte", 0),
                                ("percent__lte", 100),
                                models.Q(("likelihood", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="finding_number_has_a_word",
                        violation_error_message="A number stands with its word: choose the likelihood too.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureImage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(editable=False, max_length=80)),
                ("media_type", models.CharField(editable=False, max_length=20)),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                ("caption", models.CharField(blank=True, max_length=300)),
                ("credit", models.CharField(blank=True, max_length=200)),
                (
                    "alternative",
                    models.TextField(
                        blank=True,
                        help_text="What somebody who cannot see it should know; needed for approval.",
                        verbose_name="text alternative",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure",
                "ordering": ["position", "id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="reports.report"
            ),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "text_sha256", "by"), name="one_approval_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("places", models.JSONField(blank=True, default=reports.models.parts.empty_list)),
                ("reason", models.TextField(blank=True, verbose_name="why it is not answered")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "position"), name="one_answer_of_a_question"),
                    models.CheckConstraint(
                        condition=models.Q(("position__gt", 0)), name="answers_count_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("days", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=200, verbose_name="why")),
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
                "verbose_name": "retention period",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 36500)),
                        name="retention_period_is_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="retention_period_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("snapshot", models.TextField()),
                ("note", models.CharField(blank=True, max_length=120)),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "version"), name="one_revision_of_a_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("subject", models.CharField(max_length=160)),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")]
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")]
                    ),
                ),
                (
                    "trend",
                    models.CharField(
                        choices=[("rising", "Rising"), ("steady", "Steady"), ("falling", "Falling")],
                        default="steady",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="risks", to="reports.report"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("impact__range", (1, 5)), ("likelihood__range", (1, 5))),
                        name="risk_is_on_the_matrix",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "likelihood",
                    models.CharField(
                        blank=True, help_text="A word of the report’s yardstick.", max_length=24
                    ),
                ),
                (
                    "percent",
                    models.FloatField(
                        blank=True,
                        help_text="Only if you mean a number inside the band.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True, verbose_name="narrative")),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        blank=True, choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")], null=True
                    ),
                ),
                ("horizon", models.DateField(blank=True, help_text="Until when it is meant.", null=True)),
                ("indicators", models.JSONField(blank=True, default=reports.models.parts.empty_list)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scenarios",
                        to="reports.report",
                    ),
                ),
                (
                    "reused_from",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True),
                            models.Q(
                                ("percent__gte", 0),
                                ("percent__lte", 100),
                                models.Q(("likelihood", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="scenario_number_has_a_word",
                        violation_error_message="A number stands with its word: choose the likelihood too.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("executive_summary", "Executive Summary"),
                            ("key_findings", "Key Findings"),
                            ("background", "Background Information"),
                            ("analysis", "Analysis"),
                            ("risk_assessment", "Risk Assessment"),
                            ("scenarios", "Scenarios Analysis"),
                            ("conclusion", "Conclusion"),
                            ("sources", "Sources"),
                            ("call_to_action", "Call to Action"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="Markdown: paragraphs, lists, tables, footnotes, ### headings.",
                        verbose_name="text",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="reports.report",
                    ),
                ),
                (
                    "reused_from",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "kind"), name="one_section_of_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "executive_summary",
                                    "key_findings",
                                    "background",
                                    "analysis",
                                    "risk_assessment",
                                    "scenarios",
                                    "conclusion",
                                    "sources",
                                    "call_to_action",
                                ],
                            )
                        ),
                        name="section_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=160, unique=True)),
                ("slug", models.SlugField(allow_unicode=True, max_length=80, unique=True)),
                (
                    "issn",
                    models.CharField(
                        blank=True,
                        max_length=9,
                        validators=[reports.models.series.validate_issn],
                        verbose_name="ISSN",
                    ),
                ),
                ("description", models.TextField(blank=True)),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("open", "Everybody"),
                            ("registered", "Everybody who has signed in"),
                            ("subscribers", "Members of an organisation that subscribes"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="who reads it whole",
                    ),
                ),
                (
                    "free_after_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="So many days after it was published a briefing is open to everybody whose marking allows it; empty: never.",
                        null=True,
                        verbose_name="free after days",
                    ),
                ),
                (
                    "has_teaser",
                    models.BooleanField(
                        default=True,
                        help_text="Title, lead and number of findings to everybody. Without, a briefing does not exist for those who may not read it whole, and the front page leaves the series out.",
                        verbose_name="shows teasers",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "series",
                "ordering": ["title"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("issn", ""), _negated=True),
                        fields=("issn",),
                        name="one_series_per_issn",
                        violation_error_message="Another series has this ISSN.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("access__in", ["open", "registered", "subscribers"])),
                        name="series_access_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("whole", models.BooleanField()),
                ("marking", models.CharField(max_length=20)),
                ("about", models.TextField(help_text="Title, authors, series, topics and countries.")),
                ("text", models.TextField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_texts",
                        to="reports.publication",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.series"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "whole"), name="one_search_text_each")
                ],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="report",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="reports.series",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="publications", to="reports.series"
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="series",
            field=models.ManyToManyField(blank=True, related_name="plans", to="reports.series"),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("citation", models.TextField()),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="URL")),
                ("accessed", models.DateField(blank=True, null=True)),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        help_text="As in B2.",
                        max_length=2,
                        validators=[reports.models.evidence.validate_grade],
                    ),
                ),
                (
                    "supports",
                    models.JSONField(
                        blank=True,
                        default=reports.models.parts.empty_list,
                        help_text="Statements, such as: finding 1, scenario 2.",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="reports.report",
                    ),
                ),
                (
                    "reused_from",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: as many as it likes.", null=True
                    ),
                ),
                (
                    "embargo_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Its readers get a briefing that many days after it was published; 0 at once.",
                        verbose_name="days of embargo",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="So long it opens after its end while it is not renewed.",
                        verbose_name="days of grace",
                    ),
                ),
                (
                    "cents",
                    models.PositiveBigIntegerField(
                        default=0, help_text="For one period, without VAT.", verbose_name="price in cents"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Three capitals, such as EUR."
                            )
                        ],
                    ),
                ),
                (
                    "vat_rate",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(Decimal(50)),
                        ],
                        verbose_name="VAT in percent",
                    ),
                ),
                ("units_a_year", models.PositiveSmallIntegerField(default=0)),
                ("starts", models.DateField(default=django.utils.timezone.localdate)),
                (
                    "ends",
                    models.DateField(
                        blank=True,
                        help_text="Its last day, before any days of grace; empty: it never ends.",
                        null=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("needs_approval", "Needs approval"),
                            ("awaiting_payment", "Awaiting payment"),
                            ("active", "Active"),
                            ("ending", "Cancelled to its end"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="needs_approval",
                        editable=False,
                        max_length=16,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="reports.organisation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="reports.plan",
                    ),
                ),
                (
                    "renews",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewed_by",
                        to="reports.subscription",
                    ),
                ),
                (
                    "series",
                    models.ManyToManyField(blank=True, related_name="subscriptions", to="reports.series"),
                ),
            ],
            options={
                "ordering": ["-starts", "-id"],
                "indexes": [models.Index(fields=["state", "ends"], name="subscription_by_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                        ),
                        name="subscription_ends_after_it_starts",
                        violation_error_message="A subscription ends on or after the day it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["needs_approval", "awaiting_payment", "active", "ending", "cancelled"],
                            )
                        ),
                        name="subscription_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ending"), _negated=True),
                            ("ends__isnull", False),
                            _connector="OR",
                        ),
                        name="what_is_ending_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vat_rate__range", (0, Decimal(50)))),
                        name="subscription_vat_is_a_rate",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="invoice",
            name="subscription",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invoices",
                to="reports.subscription",
            ),
        ),
        migrations.CreateModel(
            name="SubscriptionEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=16)),
                ("source", models.CharField(blank=True, max_length=16)),
                ("target", models.CharField(max_length=16)),
                ("changes", models.JSONField(default=dict)),
                ("note", models.CharField(blank=True, max_length=400)),
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
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="reports.subscription",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="TimelineEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "when",
                    models.CharField(
                        help_text="2024-01-03, 2024-01 or 2024: as precise as it is known.",
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?\\Z",
                                "Write 2024-01-03, 2024-01 or 2024.",
                            )
                        ],
                    ),
                ),
                ("about", models.BooleanField(default=False, verbose_name="not certain")),
                ("text", models.TextField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timeline",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "timeline entries",
                "ordering": ["when", "position", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("granted", "Granted"),
                            ("reserved", "Reserved"),
                            ("used", "Used"),
                            ("released", "Released"),
                            ("expired", "Expired"),
                        ],
                        max_length=8,
                    ),
                ),
                ("amount", models.IntegerField()),
                ("units", models.PositiveSmallIntegerField()),
                ("reference", models.CharField(blank=True, max_length=20)),
                (
                    "ends",
                    models.DateField(
                        blank=True,
                        help_text="Of granted units, or of those that expired; empty: they never end.",
                        null=True,
                        verbose_name="last day",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_entries",
                        to="reports.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit entry",
                "verbose_name_plural": "unit entries",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["organisation", "reference"], name="units_by_reference"),
                    models.Index(
                        condition=models.Q(("ends__isnull", False), ("kind", "granted")),
                        fields=["ends"],
                        name="units_by_end",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True), ("kind__in", ["granted", "expired"]), _connector="OR"
                        ),
                        name="granted_units_may_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", models.F("units")), ("kind__in", ["granted", "released"])),
                            models.Q(
                                (
                                    "amount",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("units"), "*", models.Value(-1)
                                    ),
                                ),
                                ("kind__in", ["reserved", "expired"]),
                            ),
                            models.Q(("amount", 0), ("kind", "used")),
                            _connector="OR",
                        ),
                        name="unit_entry_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["granted", "expired"]),
                            models.Q(("reference", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reservation_names_its_request",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("rule", models.CharField(max_length=40)),
                ("place", models.CharField(max_length=120)),
                ("sentence", models.TextField()),
                ("reason", models.TextField()),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waivers",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "key"), name="one_waiver_of_a_warning"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="waiver_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="one_edition_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reference", ""), ("series__isnull", False)),
                    models.Q(("series__isnull", True), models.Q(("reference", ""), _negated=True)),
                    _connector="OR",
                ),
                name="report_is_briefing_or_tailored",
                violation_error_message="A report stands in a series or answers a request: one of the two.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("series", "volume", "issue"),
                name="one_report_per_issue",
                violation_error_message="This series already has that volume and issue.",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["series", "-dated"], name="publication_by_series"),
        ),
        GuardTables(
            "reports_approval",
            "reports_copy",
            "reports_correction",
            "reports_download",
            "reports_edition",
            "reports_invoice",
            "reports_invoiceline",
            "reports_invoicepayment",
            "reports_membershipevent",
            "reports_retentionrule",
            "reports_revision",
            "reports_subscriptionevent",
            "reports_unitentry",
            "reports_waiver",
        ),
        FreezeWhen("reports_erasurerequest", "old.state IN ('refused', 'taken_back', 'done')"),
        FreezeWhen("reports_legalhold", "old.released_at IS NOT NULL"),
        LetRedact("reports_download", "address", "reader_id"),
        LetRedact("reports_copy", "name", "reader_id"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
