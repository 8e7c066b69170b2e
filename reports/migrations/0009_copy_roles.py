from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SEES = ("view_correction",)
RIGHTS = {
    "triage": SEES,
    "analyst": SEES,
    "reviewer": SEES,
    "editor": (*SEES, "view_copy"),  # who had which copy is as private as who downloaded what
}


def grant(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("reports")
    config.models_module = True  # historical app configs have none, and create_permissions skips those
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group_of, right_of = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in RIGHTS.items():
        rights = right_of.objects.filter(content_type__app_label="reports", codename__in=codenames)
        group_of.objects.get_or_create(name=name)[0].permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_guards")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
