from bisect import bisect_right

from django.db import migrations, models

STARTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
LETTERS = "abcdefghjklmnopqrstwxyz"
END = 0xD7FA
AT_ONCE = 1000


def letter(character):
    """The commoner characters only: the rest comes with the next change of the name."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    code = int.from_bytes(character.encode("gb2312", "replace"))
    return LETTERS[bisect_right(STARTS, code) - 1] if STARTS[0] <= code < END else ""


def read_the_names(apps, schema_editor):
    customer = apps.get_model("contacts", "Customer")
    waiting = []
    for row in customer.objects.exclude(name="").only("id", "name").iterator(AT_ONCE):
        row.initials = "".join(map(letter, row.name))
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            customer.objects.bulk_update(waiting, ["initials"])
            waiting.clear()
    customer.objects.bulk_update(waiting, ["initials"])


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_companies_have_the_classes_they_had"),
        ("organisation", "0006_sessions_can_be_ended_at_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="customer",
            name="initials",
            field=models.CharField(blank=True, default="", editable=False, max_length=100),
        ),
        migrations.RunPython(read_the_names, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["tenant", "initials"], name="contacts_customer_initials"),
        ),
    ]
