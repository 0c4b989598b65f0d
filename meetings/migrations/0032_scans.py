import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0005_holiday_notice'),
        ('meetings', '0031_held_meeting_reopens'),
        ('members', '0012_absence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('uploaded_at', models.DateTimeField(verbose_name='上传时间')),
                ('read_at', models.DateTimeField(null=True, verbose_name='拆分时间')),
                ('failure', models.CharField(blank=True, max_length=200, verbose_name='未能拆分的原因')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile', verbose_name='文件')),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='members.jurisdiction', verbose_name='行政区')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
            ],
            options={
                'verbose_name': '扫描件',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ScannedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='页次')),
                ('kind', models.CharField(blank=True, max_length=20, verbose_name='种类')),
                ('target', models.PositiveBigIntegerField(default=0, verbose_name='所属')),
                ('part', models.PositiveBigIntegerField(default=0, verbose_name='单位')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='版次')),
                ('side', models.PositiveSmallIntegerField(default=0, verbose_name='第几面')),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='表名')),
                ('is_set_aside', models.BooleanField(default=False, verbose_name='不归档')),
                ('filed_at', models.DateTimeField(null=True, verbose_name='归档时间')),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('filed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='归档人')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile', verbose_name='图像')),
                ('scan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='meetings.scan', verbose_name='扫描件')),
            ],
            options={
                'verbose_name': '扫描页',
                'ordering': ['scan', 'number'],
            },
        ),
        migrations.AddConstraint(
            model_name='scan',
            constraint=models.UniqueConstraint(condition=models.Q(('failure', '')), fields=('jurisdiction', 'file'), name='scan_once'),
        ),
        migrations.AddConstraint(
            model_name='scannedpage',
            constraint=models.UniqueConstraint(fields=('scan', 'number'), name='scanned_page_once'),
        ),
        migrations.AddConstraint(
            model_name='scannedpage',
            constraint=models.UniqueConstraint(condition=models.Q(('side__gt', 0)), fields=('kind', 'target', 'part', 'version', 'side'), name='sheet_filed_once'),
        ),
    ]
