from django.db import migrations, models
from django.db.models import F


def begin_at_their_moment(apps, editor):
    apps.get_model("compliance", "Refusal").objects.filter(first_at=None).update(first_at=F("at"))


class Migration(migrations.Migration):
    dependencies = (("compliance", "0006_the_house_is_refused_too"),)

    operations = (
        migrations.AddField("refusal", "day", models.DateField(null=True)),
        migrations.AddField("refusal", "count", models.PositiveIntegerField(default=1)),
        migrations.AddField("refusal", "first_at", models.DateTimeField(null=True)),
        migrations.RunPython(begin_at_their_moment, migrations.RunPython.noop),
    )
