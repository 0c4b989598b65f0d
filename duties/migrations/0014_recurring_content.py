"""A clause of the notice may be longer than 200 characters."""

import django.db.models.functions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0013_hardship_source'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='recurringduty', name='recurring_once'),
        migrations.AlterField(
            model_name='recurringduty',
            name='content',
            field=models.TextField(verbose_name='内容'),
        ),
        migrations.RunSQL(  # the way back: what is longer than the column was is cut to it
            migrations.RunSQL.noop,
            'UPDATE duties_recurringduty SET content = left(content, 200) WHERE char_length(content) > 200',
        ),
        migrations.AddConstraint(
            model_name='recurringduty',
            constraint=models.UniqueConstraint(models.F('unit'), django.db.models.functions.MD5('content'), name='recurring_once'),
        ),
    ]
