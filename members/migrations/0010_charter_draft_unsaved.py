"""What a person has typed and not saved while checking a notice."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0009_unit_names_indexed'),
    ]

    operations = [
        migrations.AddField(
            model_name='charterdraft',
            name='unsaved',
            field=models.JSONField(blank=True, default=dict, verbose_name='未保存的核对结果'),
        ),
    ]
