"""Other names a unit goes by (别称), so that they can be searched and edited."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0007_member_change'),
    ]

    operations = [
        migrations.AddField(
            model_name='memberunit',
            name='aliases',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='别称'),
            preserve_default=False,
        ),
    ]
