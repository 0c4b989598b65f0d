"""Which places on an agenda were published, for those published so far."""

from django.db import migrations, models


def mark_published(apps, schema_editor):
    """What stands in a revision was published; a notice older than revisions published everything."""
    Entry = apps.get_model("meetings", "AgendaEntry")
    Revision = apps.get_model("meetings", "AgendaRevision")
    Entry.objects.filter(meeting__was_noticed=True, meeting__revisions=None).update(is_published=True)
    for revision in Revision.objects.iterator():
        items = [int(line["key"]) for line in revision.lines if line["key"].isdecimal()]
        Entry.objects.filter(meeting=revision.meeting_id, agenda_item__in=items).update(is_published=True)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0012_wording")]
    operations = [
        migrations.AddField(
            model_name="agendaentry",
            name="is_published",
            field=models.BooleanField(default=False, verbose_name="已发布"),
        ),
        migrations.RunPython(mark_published, migrations.RunPython.noop),
    ]
