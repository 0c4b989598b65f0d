"""Which of several persons of one name takes over."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0012_absence'),
    ]

    operations = [
        migrations.AddField(
            model_name='memberchange',
            name='successor_login',
            field=models.CharField(blank=True, default='', max_length=150, verbose_name='接任人登录名'),
            preserve_default=False,
        ),
    ]
