from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0033_guests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='agendarevision',
            name='agenda_revision_kind_known',
        ),
        migrations.AlterField(
            model_name='agendarevision',
            name='kind',
            field=models.CharField(choices=[('notice', '会议通知'), ('supplement', '补充通知'), ('addition', '增加参会单位通知'), ('move', '改期通知'), ('postponement', '延期通知'), ('cancellation', '取消通知')], default='supplement', max_length=12, verbose_name='文种'),
        ),
        migrations.AddConstraint(
            model_name='agendarevision',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['notice', 'supplement', 'addition', 'move', 'postponement', 'cancellation'])), name='agenda_revision_kind_known'),
        ),
    ]
