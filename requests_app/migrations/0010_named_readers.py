from datetime import UTC, datetime

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NEVER = datetime(3000, 1, 1, tzinfo=UTC)


def name_readers(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("requests_app", "RequestReader").objects
    requests = apps.get_model("requests_app", "ReportRequest").objects.exclude(readers=[])
    for pk, readers in requests.values_list("pk", "readers").iterator():
        rows.bulk_create(
            rows.model(request_id=pk, address=address)
            for address in sorted({each.lower() for each in readers})
        )


def keep_what_was_withdrawn_unread(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What its client withdrew before the desk could read it is never released."""
    events = apps.get_model("requests_app", "RequestEvent").objects.filter(transition="withdraw")
    unread = events.filter(at__lt=models.F("request__released_at")).values("request")
    apps.get_model("requests_app", "ReportRequest").objects.filter(pk__in=unread).update(released_at=NEVER)


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0009_contacts")]

    operations = [
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
        migrations.RunPython(name_readers, migrations.RunPython.noop),
        migrations.RunPython(keep_what_was_withdrawn_unread, migrations.RunPython.noop),
    ]
