import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0029_more_outcomes_of_items'),
    ]

    operations = [
        migrations.AddField(
            model_name='majormatter',
            name='agenda_item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='major_matters', to='meetings.agendaitem', verbose_name='对应议题'),
        ),
    ]
