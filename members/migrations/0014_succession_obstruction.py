"""Why a unit's change could not take effect on its day, as the director was told."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0013_member_change_successor_login'),
    ]

    operations = [
        migrations.AddField(
            model_name='succession',
            name='obstruction',
            field=models.CharField(blank=True, default='', max_length=300, verbose_name='未能生效的原因'),
            preserve_default=False,
        ),
    ]
