from django.db import migrations, models


def first_order(apps, schema_editor):
    """What the first companies were given as the result of an order counts as one."""
    apps.get_model("calls", "Disposition").objects.filter(code="order_taken").update(order=True)


class Migration(migrations.Migration):
    dependencies = (("calls", "0009_the_house_calls_back_by_itself"),)

    operations = (
        migrations.AddField("call", "way", models.JSONField(default=list)),
        migrations.AddField("disposition", "order", models.BooleanField(default=False)),
        migrations.RunPython(first_order, migrations.RunPython.noop),
    )
