from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def say_what_was_meant(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Until now a clause without a duty was one that no duty covers."""
    apps.get_model("meetings", "ResolvedMatter").objects.filter(basis=None).update(is_outside=True)


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0024_minutes_attachments'),
    ]

    operations = [
        migrations.AddField(
            model_name='resolvedmatter',
            name='basis_quote',
            field=models.TextField(blank=True, max_length=2000, verbose_name='职责原文'),
        ),
        migrations.AddField(
            model_name='resolvedmatter',
            name='is_outside',
            field=models.BooleanField(default=False, verbose_name='无职责依据'),
        ),
        migrations.RunPython(say_what_was_meant, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='resolvedmatter',
            constraint=models.CheckConstraint(condition=models.Q(('is_outside', False), models.Q(('basis', None), ('basis_quote', '')), _connector='OR'), name='matter_outside_has_no_basis'),
        ),
    ]
