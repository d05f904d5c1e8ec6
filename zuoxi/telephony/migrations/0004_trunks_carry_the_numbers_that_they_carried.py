"""Until now every trunk brought calls to every number: each company's trunks carry all its numbers from here on."""

from django.db import migrations


def assign(apps, schema_editor):
    Trunk = apps.get_model("telephony", "Trunk")
    AccessNumber = apps.get_model("telephony", "AccessNumber")
    for tenant in set(Trunk.objects.values_list("tenant_id", flat=True)):
        rows = list(AccessNumber.objects.filter(tenant_id=tenant).order_by("id"))
        trunks = list(Trunk.objects.filter(tenant_id=tenant).order_by("id"))
        trunks.sort(key=lambda trunk: trunk.hidden_at is not None)
        for position, trunk in enumerate(trunks):
            trunk.numbers = sorted({row.number for row in rows} | ({trunk.caller_id} - {""}))
            trunk.save(update_fields=["numbers"])
            if position and trunk.hidden_at is not None:
                continue
            for row in rows:
                if position:
                    row.pk = AccessNumber._meta.pk.get_default()
                row.trunk = trunk
                row.save(force_insert=bool(position))


def nothing(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    dependencies = [("telephony", "0003_numbers_belong_to_trunks")]
    operations = [migrations.RunPython(assign, nothing)]
