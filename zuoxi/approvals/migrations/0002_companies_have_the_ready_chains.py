import msgspec
from django.db import migrations

from zuoxi.approvals.rules.ready import BUSINESS, READY


def give_companies_the_ready_chains(apps, schema_editor):
    chain = apps.get_model("approvals", "ApprovalChain")
    for root in apps.get_model("organisation", "OrgUnit").objects.filter(depth=1):
        for place, ready in enumerate(READY, 1):
            chain.objects.create(
                tenant_id=root.tenant_id,
                org_unit_id=root.pk,
                kind=BUSINESS,
                name=ready.zh,
                name_en=ready.en,
                position=place * 10,
                when=msgspec.to_builtins(ready.when),
                steps=msgspec.to_builtins(ready.chain.steps),
            )


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0001_first_tables"),
        ("organisation", "0009_somebody_stands_in"),
    ]

    operations = [migrations.RunPython(give_companies_the_ready_chains, migrations.RunPython.noop)]
