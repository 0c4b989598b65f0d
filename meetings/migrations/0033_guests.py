from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0012_absence'),
        ('meetings', '0032_scans'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='guest_units',
            field=models.ManyToManyField(blank=True, related_name='+', to='members.memberunit', verbose_name='邀请的非成员单位'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='is_guest',
            field=models.BooleanField(default=False, verbose_name='列席单位'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='is_guest',
            field=models.BooleanField(default=False, verbose_name='列席单位'),
        ),
    ]
