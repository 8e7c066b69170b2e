from django.db import migrations

from reports.models.frozen import GuardTables


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        GuardTables(
            "reports_approval",
            "reports_copy",
            "reports_correction",
            "reports_download",
            "reports_edition",
            "reports_revision",
            "reports_waiver",
        )
    ]
