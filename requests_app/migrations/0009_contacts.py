"""How often a request was taken over by a colleague, and whom a draft was begun for."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0008_members"),
        ("requests_app", "0008_desk"),
    ]

    operations = [
        migrations.AddField(
            model_name="reportrequest",
            name="taken_over",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="requestdraft",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.organisation",
            ),
        ),
    ]
