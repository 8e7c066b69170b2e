"""The staff roles, as groups with the rights that this app knows of."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SEES = (
    "view_report",
    "view_edition",
    "view_correction",
    "view_job",
    "view_series",
    "view_publication",
)
WRITES = ("add_report", "change_report")
PUBLISHES = (
    "add_series",
    "change_series",
    "view_mail",
    "view_download",
    "view_copy",  # who had which copy is as private as who downloaded what
)
RIGHTS = {
    "triage": SEES,
    "analyst": SEES + WRITES,
    "reviewer": SEES,
    "editor": SEES + WRITES + PUBLISHES,
}


def grant(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("reports")
    config.models_module = True  # historical app configs have none, and create_permissions skips those
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group_of, right_of = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in RIGHTS.items():
        group, _ = group_of.objects.get_or_create(name=name)
        group.permissions.add(
            *right_of.objects.filter(content_type__app_label="reports", codename__in=codenames)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_guards"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
