from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

DECIDING = ("regular", "ad_hoc", "case", "written")


def read_off_the_items(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The last meeting did what the item says; an earlier one that did not strike it out had put it off."""
    last: dict[int, int] = {}
    entries = apps.get_model("meetings", "AgendaEntry").objects.filter(
        meeting__kind__in=DECIDING, meeting__state__in=["in_session", "held"], withdrawn_reason=""
    )
    for entry in entries.select_related("agenda_item").order_by("-meeting__starts_at", "-pk"):
        is_last = last.setdefault(entry.agenda_item_id, entry.pk) == entry.pk
        if is_last and entry.agenda_item.state == "decided":
            entry.outcome = "decided"
        elif not is_last or not _waits(entry):
            entry.outcome = "deferred"
        entry.save(update_fields=["outcome"])


def _waits(entry: models.Model) -> bool:
    item = entry.agenda_item
    elsewhere = item.entries.filter(meeting__kind__in=DECIDING, meeting__state__in=["planned", "noticed", "postponed"])
    return item.state == "scheduled" and not elsewhere.filter(withdrawn_reason="").exists()


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0025_quoted_duties'),
    ]

    operations = [
        migrations.AddField(
            model_name='agendaentry',
            name='outcome',
            field=models.CharField(blank=True, choices=[('decided', '已议定'), ('deferred', '暂缓')], max_length=12, verbose_name='审议结果'),
        ),
        migrations.RunPython(read_off_the_items, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='agendaentry',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'decided', 'deferred'])), name='entry_outcome_known'),
        ),
    ]
