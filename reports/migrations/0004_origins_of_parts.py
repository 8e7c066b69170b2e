import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="reused_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.edition",
            ),
        ),
        migrations.AddField(
            model_name="scenario",
            name="reused_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.edition",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="reused_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.edition",
            ),
        ),
    ]
