"""Mail that bounced, that can be done without, and whom it is about; units that are granted once per form."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.models.frozen import GuardTables

GRANTS_UNITS = ("view_organisation", "view_unitentry", "add_unitentry")


def let_the_desk_grant(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Whoever quotes in units also sees what a client has left and grants more."""
    config = apps.get_app_config("reports")
    config.models_module = True  # historical app configs have none, and create_permissions skips those
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="triage")
    rights = apps.get_model("auth", "Permission").objects
    group.permissions.add(*rights.filter(content_type__app_label="reports", codename__in=GRANTS_UNITS))


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_units"),
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
        migrations.AddField(
            model_name="mail",
            name="bounce_reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="mail",
            name="bounced_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="mail",
            name="is_optional",
            field=models.BooleanField(default=False, verbose_name="can be done without"),
        ),
        migrations.AddField(
            model_name="mail",
            name="reference",
            field=models.CharField(blank=True, help_text="The number that it is about.", max_length=20),
        ),
        migrations.AddField(
            model_name="unitentry",
            name="key",
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["reference"], name="mail_by_reference"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bounce_reason", ""), ("bounced_at__isnull", True)),
                    models.Q(("bounced_at__isnull", False), models.Q(("bounce_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="bounce_has_a_reason",
            ),
        ),
        GuardTables("reports_unitentry"),  # SQLite rebuilds a table for a unique column, without its triggers
        migrations.RunPython(let_the_desk_grant, migrations.RunPython.noop),
    ]
