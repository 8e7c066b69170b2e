"""Plans, the terms and the life of a subscription, who reads one briefing, and units that end."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from reports.models.frozen import GuardTables


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0009_signing_in"),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "units a year",
                "verbose_name_plural": "units a year",
                "ordering": ["id"],
            },
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
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AlterModelOptions(
            name="subscription",
            options={"ordering": ["-starts", "-id"]},
        ),
        migrations.RemoveConstraint(
            model_name="subscription",
            name="subscription_ends_after_it_starts",
        ),
        migrations.AddField(
            model_name="publication",
            name="first_on",
            field=models.DateField(
                help_text="By the house’s calendar; a later edition begins no embargo anew.",
                null=True,
                verbose_name="first published on",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="access",
            field=models.CharField(
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
        migrations.AddField(
            model_name="report",
            name="named",
            field=models.ManyToManyField(
                blank=True, editable=False, related_name="named_in", to="reports.organisation"
            ),
        ),
        migrations.AddField(
            model_name="series",
            name="free_after_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="So many days after it was published a briefing is open to everybody whose marking allows it; empty: never.",
                null=True,
                verbose_name="free after days",
            ),
        ),
        migrations.AddField(
            model_name="series",
            name="has_teaser",
            field=models.BooleanField(
                default=True,
                help_text="Title, lead and number of findings to everybody. Without, a briefing does not exist for those who may not read it whole, and the front page leaves the series out.",
                verbose_name="shows teasers",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="cents",
            field=models.PositiveBigIntegerField(
                default=0, help_text="For one period, without VAT.", verbose_name="price in cents"
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="currency",
            field=models.CharField(
                default="EUR",
                max_length=3,
                validators=[
                    django.core.validators.RegexValidator("^[A-Z]{3}\\Z", "Three capitals, such as EUR.")
                ],
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="embargo_days",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Its readers get a briefing that many days after it was published; 0 at once.",
                verbose_name="days of embargo",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="grace_days",
            field=models.PositiveSmallIntegerField(
                default=14,
                help_text="So long it opens after its end while it is not renewed.",
                verbose_name="days of grace",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="renews",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewed_by",
                to="reports.subscription",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="seats",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Empty: as many as it likes.", null=True
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="state",
            field=models.CharField(
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
        migrations.AddField(
            model_name="subscription",
            name="units_a_year",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="subscription",
            name="vat_rate",
            field=models.DecimalField(
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
        migrations.AddField(
            model_name="unitentry",
            name="ends",
            field=models.DateField(
                blank=True,
                help_text="Of granted units, or of those that expired; empty: they never end.",
                null=True,
                verbose_name="last day",
            ),
        ),
        migrations.AlterField(
            model_name="subscription",
            name="ends",
            field=models.DateField(
                blank=True,
                help_text="Its last day, before any days of grace; empty: it never ends.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="subscription",
            name="series",
            field=models.ManyToManyField(blank=True, related_name="subscriptions", to="reports.series"),
        ),
        migrations.AlterField(
            model_name="subscription",
            name="starts",
            field=models.DateField(default=django.utils.timezone.localdate),
        ),
        migrations.AddIndex(
            model_name="unitentry",
            index=models.Index(
                condition=models.Q(("ends__isnull", False), ("kind", "granted")),
                fields=["ends"],
                name="units_by_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("access__in", ["", "open", "registered", "subscribers", "named"])),
                name="report_access_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends__isnull", True), ("kind__in", ["granted", "expired"]), _connector="OR"
                ),
                name="granted_units_may_end",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="series",
            field=models.ManyToManyField(blank=True, related_name="plans", to="reports.series"),
        ),
        migrations.AddField(
            model_name="subscription",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subscriptions",
                to="reports.plan",
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(fields=["state", "ends"], name="subscription_by_end"),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="subscription_ends_after_it_starts",
                violation_error_message="A subscription ends on or after the day it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["needs_approval", "awaiting_payment", "active", "ending", "cancelled"])
                ),
                name="subscription_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ending"), _negated=True), ("ends__isnull", False), _connector="OR"
                ),
                name="what_is_ending_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("vat_rate__range", (0, Decimal(50)))), name="subscription_vat_is_a_rate"
            ),
        ),
        migrations.AddField(
            model_name="planunits",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="allowances", to="reports.plan"
            ),
        ),
        migrations.AddField(
            model_name="subscriptionevent",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="subscriptionevent",
            name="subscription",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="reports.subscription"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__range", (1, 60))), name="plan_has_months"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("vat_rate__range", (0, Decimal(50)))), name="plan_vat_is_a_rate"
            ),
        ),
        migrations.AddConstraint(
            model_name="planunits",
            constraint=models.UniqueConstraint(
                fields=("plan", "service_class"), name="one_allowance_per_class"
            ),
        ),
        # SQLite rebuilds a table for a constraint, without its triggers.
        GuardTables("reports_subscriptionevent", "reports_unitentry"),
    ]
