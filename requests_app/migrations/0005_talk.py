"""Messages and notes are kept once per form; the first canned replies and checklists to begin with."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.models.frozen import GuardTables

CHECKLISTS = {
    "routine": (
        "Each key question is one that we can answer from open sources",
        "The marking fits the organisation that asks",
        "Nothing that we have published answers it already",
        "The day on which it is needed leaves us our working time",
    ),
    "full": (
        "Each key question is one that we can answer from open sources",
        "The decision and its date are clear enough to write for",
        "The marking fits the organisation that asks",
        "Nothing that we have published or delivered answers it already",
        "Two reviewers who know the region are free",
        "The day on which it is needed leaves us our working time",
    ),
    "custom": (
        "Scope, form and date are agreed in writing",
        "The decision and its date are clear enough to write for",
        "The marking fits the organisation that asks",
        "The quote is sent and covers the whole scope",
        "Two reviewers who know the region are free",
    ),
}
REPLIES = {
    "Which period?": "To answer you well we need to know which months your question is about. From when until when should "
    "we look ahead?",
    "Which decision?": "What will you decide with our answer, and on which day? We write the report for that decision.",
    "Fewer questions": "You ask more than one report can answer thoroughly. Which three questions matter most to you?",
    "Outside our field": "We cannot answer this from sources that we trust. We would rather say so now than guess.",
}


def seed(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Something to begin with; staff changes it in the admin, and nothing here comes back once it is gone."""
    item_of, reply_of = (apps.get_model("requests_app", name) for name in ("ChecklistItem", "CannedReply"))
    for service_class, texts in CHECKLISTS.items():
        for position, text in enumerate(texts, start=1):
            item_of.objects.create(service_class=service_class, position=position, text=text)
    for title, text in REPLIES.items():
        reply_of.objects.get_or_create(title=title, defaults={"text": text})


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0004_the_life_of_a_request")]

    operations = [
        migrations.AddField(
            model_name="clarification",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="internalnote",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        # SQLite rebuilds a table for a unique column, without its triggers.
        GuardTables("requests_app_clarification", "requests_app_internalnote"),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
