from django.db import migrations

from reports.models.frozen import GuardTables


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_judgement")]

    operations = [GuardTables("reports_revision", "reports_waiver", "reports_approval")]
