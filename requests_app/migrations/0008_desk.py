import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import requests_app.models.place
from reports.domain.lettering import letters
from requests_app.models.words import IndexWords

FIELDS = ("organisation_name", "name", "email", "title", "background", "known", "decision")


def keep_words(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    words_of = apps.get_model("requests_app", "RequestWords").objects
    for request in apps.get_model("requests_app", "ReportRequest").objects.iterator():
        texts = [getattr(request, name) for name in FIELDS]
        texts += request.questions.values_list("text", flat=True)
        words_of.create(request=request, words=letters(" ".join(texts))[:60_000])


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0007_files")]

    operations = [
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
        IndexWords(),
        migrations.RemoveIndex(model_name="reportrequest", name="request_queue"),
        migrations.RemoveIndex(model_name="reportrequest", name="request_workload"),
        migrations.AddField(
            model_name="reportrequest",
            name="place",
            field=models.GeneratedField(
                expression=requests_app.models.place.place(),
                output_field=models.BigIntegerField(),
                db_persist=True,
                editable=False,
            ),
        ),
        migrations.AddIndex(
            model_name="reportrequest",
            index=models.Index(fields=["place", "organisation_name", "id"], name="request_in_queue"),
        ),
        migrations.AddIndex(
            model_name="reportrequest",
            index=models.Index(
                fields=["status", "place", "organisation_name", "id"], name="request_by_status"
            ),
        ),
        migrations.AddIndex(
            model_name="reportrequest",
            index=models.Index(
                fields=["assigned_to", "place", "organisation_name", "id"], name="request_by_person"
            ),
        ),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
    ]
