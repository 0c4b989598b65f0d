"""Fill the aliases from the notice in force, and make every unit findable by the initials of all its names.

`initials_of` is the one in use, on purpose: initials are derived from the names, and those of an older rule find nothing.
"""

from django.db import migrations

from members.models.unit import initials_of


def fill(apps, schema_editor):
    Charter, MemberUnit = apps.get_model("members", "Charter"), apps.get_model("members", "MemberUnit")
    newest = {row.jurisdiction_id: row for row in Charter.objects.order_by("version")}
    aliases = {
        (body, entry["name"]): entry.get("aliases", [])
        for body, charter in newest.items() for entry in charter.content.get("units", [])
    }
    for unit in MemberUnit.objects.all():
        names = aliases.get((unit.jurisdiction_id, unit.name), [])
        unit.aliases = "、".join(names)[:200]
        unit.initials = initials_of(unit.name, unit.short_name, *names)
        unit.save(update_fields=["aliases", "initials"])


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0008_unit_aliases'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
