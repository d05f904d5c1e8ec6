import django.db.models.deletion
from django.db import migrations, models

import zuoxi.kernel.ids


def first_vip(apps, schema_editor):
    """The class that companies were given for their VIPs counts as one."""
    apps.get_model("contacts", "CustomerClass").objects.filter(code="vip").update(vip=True)


class Migration(migrations.Migration):
    dependencies = (
        ("contacts", "0004_customers_are_found_by_initials"),
        ("organisation", "0001_first_tables"),
    )

    operations = (
        migrations.AddField("customerclass", "vip", models.BooleanField(default=False)),
        migrations.AddField(
            "customer",
            "order_agent",
            models.ForeignKey(
                null=True,
                blank=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
            ),
        ),
        migrations.AddField("customer", "ordered_at", models.DateTimeField(null=True, blank=True)),
        migrations.CreateModel(
            "StandingEdition",
            (
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ),
            {"abstract": False},
        ),
        migrations.CreateModel(
            "CallerStanding",
            (
                (
                    "id",
                    models.UUIDField(
                        default=zuoxi.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=32)),
                ("vip", models.BooleanField(default=False)),
                ("agent_id", models.UUIDField(null=True)),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        choices=(("", "None"), ("order", "Order"), ("owner", "Owner")),
                        default="",
                        max_length=8,
                    ),
                ),
                ("edition", models.BigIntegerField()),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.tenant",
                    ),
                ),
            ),
            {
                "indexes": [models.Index(fields=("edition",), name="contacts_standing_edition")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "number"), name="contacts_standing_once")
                ],
            },
        ),
        migrations.RunPython(first_vip, migrations.RunPython.noop),
    )
