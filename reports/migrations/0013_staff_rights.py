"""The accounts, and less for reviewers: each group has what its work needs and no more."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEEPS_ACCOUNTS = (
    *("view_organisation", "add_organisation", "change_organisation"),
    "view_membership",
    *("view_identityprovider", "add_identityprovider", "change_identityprovider"),
    *("view_subscription", "add_subscription", "change_subscription"),
    *("view_unitentry", "add_unitentry"),
)
NOT_FOR_REVIEWERS = ("view_job",)  # what the house owes names the requests of every client


def grant(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    config = apps.get_app_config("reports")
    config.models_module = True  # historical app configs have none, and create_permissions skips those
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    groups, rights = apps.get_model("auth", "Group").objects, apps.get_model("auth", "Permission").objects
    ours = rights.filter(content_type__app_label="reports")
    groups.get_or_create(name="accounts")[0].permissions.add(*ours.filter(codename__in=KEEPS_ACCOUNTS))
    groups.get_or_create(name="reviewer")[0].permissions.remove(*ours.filter(codename__in=NOT_FOR_REVIEWERS))


class Migration(migrations.Migration):
    dependencies = [("reports", "0012_invoices")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
