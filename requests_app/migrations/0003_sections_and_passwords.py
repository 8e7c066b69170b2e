import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import requests_app.models.request


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="reportrequest",
            name="sections",
            field=models.JSONField(
                blank=True,
                default=requests_app.models.request._empty_list,
                help_text="None means all of them.",
            ),
        ),
        migrations.CreateModel(
            name="PasswordChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("set", "Password set"),
                            ("changed", "Password changed"),
                            ("removed", "Password removed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("sealed", models.TextField(blank=True, editable=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="password_changes",
                        to="requests_app.reportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a password",
                "verbose_name_plural": "changes of passwords",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["set", "changed", "removed"])),
                        name="password_act_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "removed"), _negated=True), ("sealed", ""), _connector="OR"
                        ),
                        name="removed_password_is_gone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sealed", ""), _negated=True),
                        fields=("request",),
                        name="one_password_per_request",
                    ),
                ],
            },
        ),
    ]
