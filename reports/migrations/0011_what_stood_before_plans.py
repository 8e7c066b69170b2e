"""Subscriptions that were there stay as they were, briefings know their first day, and accounts may sell."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

ACCOUNTS = (
    *("view_organisation", "view_series", "view_unitentry", "add_unitentry"),
    *("view_plan", "add_plan", "change_plan", "view_planunits", "add_planunits", "change_planunits"),
    *("delete_planunits", "view_subscription", "add_subscription", "change_subscription"),
    "view_subscriptionevent",
)
DESK = ("view_plan", "view_planunits", "view_subscription", "view_subscriptionevent")


def keep_what_stood(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing that was open closes: what ran runs on, to the day that it was sold for."""
    apps.get_model("reports", "Subscription").objects.update(state="active", grace_days=0)
    edition_of = apps.get_model("reports", "Edition")
    for page in apps.get_model("reports", "Publication").objects.all():
        first = edition_of.objects.filter(report=page.report_id).order_by("number").first()
        page.first_on = timezone.localdate(first.frozen_at if first else page.published_at)
        page.save(update_fields=["first_on"])


def grant(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("reports")
    config.models_module = True  # historical app configs have none, and create_permissions skips those
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group_of, right_of = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in (("accounts", ACCOUNTS), ("triage", DESK)):
        group, _ = group_of.objects.get_or_create(name=name)
        rights = right_of.objects.filter(content_type__app_label="reports", codename__in=codenames)
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0010_plans"),
    ]

    operations = [
        migrations.RunPython(keep_what_stood, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="publication",
            name="first_on",
            field=models.DateField(
                help_text="By the house’s calendar; a later edition begins no embargo anew.",
                verbose_name="first published on",
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
