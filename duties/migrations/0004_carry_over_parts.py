from django.db import migrations
from django.db.models import F


def forwards(apps, schema_editor):
    """Every date becomes the original one; every supporting unit gets a part."""
    assignment, part = apps.get_model("duties", "Assignment"), apps.get_model("duties", "Part")
    assignment.objects.filter(original_due_on=None).update(original_due_on=F("due_on"))
    for row in assignment.objects.prefetch_related("supporting_units"):
        for unit in row.supporting_units.all():
            if unit.pk != row.lead_unit_id:
                part.objects.create(assignment=row, unit=unit, label=unit.name)


def backwards(apps, schema_editor):
    """Parts become plain supporting units again."""
    for part in apps.get_model("duties", "Part").objects.exclude(unit=None).select_related("assignment"):
        part.assignment.supporting_units.add(part.unit_id)


class Migration(migrations.Migration):

    dependencies = [
        ("duties", "0003_register"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
