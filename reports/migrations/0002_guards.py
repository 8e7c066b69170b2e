from django.db import migrations

from reports.models.frozen import GuardTables


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [GuardTables("reports_edition", "reports_download")]
