"""The day on which the list of a hand-over is completed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0014_succession_obstruction'),
    ]

    operations = [
        migrations.AddField(
            model_name='memberchange',
            name='list_completes_on',
            field=models.DateField(null=True, verbose_name='补充交接清单日期'),
        ),
    ]
