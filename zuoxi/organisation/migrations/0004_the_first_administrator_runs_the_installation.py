"""Who set up an installation goes on setting up what its companies share."""

from django.db import migrations


def give(apps, schema_editor):
    RoleAssignment = apps.get_model("organisation", "RoleAssignment")
    first = (
        RoleAssignment.objects.filter(
            role="administrator", org_unit__depth=1, person__hidden_at__isnull=True
        )
        .order_by("tenant__created_at", "tenant_id", "person__created_at", "person_id")
        .first()
    )
    if first is not None:
        RoleAssignment.objects.create(
            tenant_id=first.tenant_id,
            org_unit_id=first.org_unit_id,
            person_id=first.person_id,
            role="installation_administrator",
        )


def take(apps, schema_editor):
    apps.get_model("organisation", "RoleAssignment").objects.filter(role="installation_administrator").delete()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_somebody_runs_the_installation")]
    operations = [migrations.RunPython(give, take)]
