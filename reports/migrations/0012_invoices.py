"""Invoices under numbers without a gap, their payments and credit notes; accounts issues them."""

from decimal import Decimal

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.models.frozen import GuardTables

RIGHTS = ("view_invoice", "add_invoice", "view_invoiceline", "view_invoicepayment")


def grant(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("reports")
    config.models_module = True  # historical app configs have none, and create_permissions skips those
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="accounts")
    rights = apps.get_model("auth", "Permission").objects
    group.permissions.add(*rights.filter(content_type__app_label="reports", codename__in=RIGHTS))


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0011_what_stood_before_plans"),
    ]

    operations = [
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
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="reports.subscription",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
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
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                fields=("kind", "year", "count"), name="one_invoice_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("issued_on"))), name="invoice_is_due_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credits__isnull", True), ("kind", "PF")),
                    models.Q(("credits__isnull", False), ("kind", "CN")),
                    _connector="OR",
                ),
                name="credit_note_names_its_invoice",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.CheckConstraint(
                condition=models.Q(("vat_rate__range", (0, Decimal(50)))), name="invoice_line_vat_is_a_rate"
            ),
        ),
        GuardTables("reports_invoice", "reports_invoiceline", "reports_invoicepayment"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
