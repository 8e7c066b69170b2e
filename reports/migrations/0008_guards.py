from django.db import migrations

from reports.models.frozen import GuardTables


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_copies")]

    operations = [GuardTables("reports_edition", "reports_copy", "reports_correction")]
