from django.db import migrations

FIRST = (
    ("rest", "休息", "Rest"),
    ("meal", "用餐", "Meal"),
    ("toilet", "如厕", "Toilet"),
    ("training", "培训", "Training"),
    ("meeting", "会议", "Meeting"),
    ("coaching", "辅导", "Coaching"),
    ("other", "其他", "Other"),
)
"""What companies had that could not yet choose."""


def give_companies_what_they_had(apps, schema_editor):
    word = apps.get_model("telephony", "NotReadyReason")
    for tenant in apps.get_model("organisation", "Tenant").objects.all():
        for place, (code, name, name_en) in enumerate(FIRST, 1):
            word.objects.get_or_create(
                tenant_id=tenant.pk,
                code=code,
                defaults={"name": name, "name_en": name_en, "position": place * 10},
            )


class Migration(migrations.Migration):
    dependencies = [("telephony", "0007_not_ready_reasons_are_the_companys_own")]

    operations = [migrations.RunPython(give_companies_what_they_had, migrations.RunPython.noop)]
