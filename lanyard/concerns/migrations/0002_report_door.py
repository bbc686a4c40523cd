"""The door for reporters without an account."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The door for reporters without an account."""

    dependencies = [
        ("concerns", "0001_initial"),
        ("people", "0002_people_and_practice"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportDoor",
            fields=[
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.school",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
            ],
        ),
    ]
