from django.db import migrations

from reports.models.frozen import GuardTables


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0001_initial")]

    operations = [GuardTables("requests_app_requestevent", "requests_app_delivery")]
