from django.db import migrations

FIRST = (
    ("vip", "重要客户", "VIP"),
    ("member", "会员", "Member"),
    ("prospect", "潜在客户", "Prospect"),
    ("interested", "意向客户", "Interested"),
    ("registered_owner", "机主", "Registered owner"),
    ("complained", "曾投诉", "Has complained"),
)
"""What companies had that could not yet choose."""


def give_companies_what_they_had(apps, schema_editor):
    word = apps.get_model("contacts", "CustomerClass")
    for tenant in apps.get_model("organisation", "Tenant").objects.all():
        for place, (code, name, name_en) in enumerate(FIRST, 1):
            word.objects.get_or_create(
                tenant_id=tenant.pk,
                code=code,
                defaults={"name": name, "name_en": name_en, "position": place * 10},
            )


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_classes_are_the_companys_own")]

    operations = [migrations.RunPython(give_companies_what_they_had, migrations.RunPython.noop)]
