import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0028_pages_of_attachments'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='agendaitem',
            name='state_guard',
        ),
        migrations.RemoveConstraint(
            model_name='agendaentry',
            name='entry_outcome_known',
        ),
        migrations.RemoveConstraint(
            model_name='agendaitem',
            name='agenda_item_state_known',
        ),
        migrations.AddField(
            model_name='agendaentry',
            name='outcome_note',
            field=models.TextField(blank=True, max_length=1000, verbose_name='修改内容或理由'),
        ),
        migrations.AlterField(
            model_name='agendaentry',
            name='outcome',
            field=models.CharField(blank=True, choices=[('decided', '已议定'), ('amended', '修改后议定'), ('rejected', '未通过'), ('referred', '报请政府决定'), ('deferred', '暂缓')], max_length=12, verbose_name='审议结果'),
        ),
        migrations.AlterField(
            model_name='agendaitem',
            name='state',
            field=models.CharField(choices=[('draft', '草拟'), ('submitted', '已提报'), ('accepted', '办公室已受理'), ('discussed', '联络员会议已讨论'), ('admitted', '办公室主任已审核'), ('approved', '总召集人已批准'), ('scheduled', '已列入议程'), ('decided', '已议定'), ('deferred', '暂缓'), ('rejected', '未通过'), ('referred', '已报请政府决定'), ('withdrawn', '已撤回')], default='draft', max_length=12, verbose_name='状态'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='state_guard', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{accepted:admitted,accepted:approved,accepted:discussed,accepted:draft,accepted:scheduled,accepted:withdrawn,admitted:approved,admitted:draft,admitted:scheduled,admitted:withdrawn,approved:draft,approved:scheduled,approved:withdrawn,deferred:draft,deferred:scheduled,deferred:withdrawn,discussed:admitted,discussed:approved,discussed:draft,discussed:scheduled,discussed:withdrawn,draft:submitted,referred:deferred,scheduled:decided,scheduled:deferred,scheduled:draft,scheduled:referred,scheduled:rejected,scheduled:withdrawn,submitted:accepted,submitted:draft,submitted:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='06a966fa9487e75fbd446506ed27b54a2e5ee7c9', operation='UPDATE', pgid='pgtrigger_state_guard_3e136', table='meetings_agendaitem', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='agendaentry',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'decided', 'amended', 'rejected', 'referred', 'deferred'])), name='entry_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='agendaentry',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'decided', 'deferred']), models.Q(('outcome_note', ''), _negated=True), _connector='OR'), name='entry_outcome_says_why'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'accepted', 'discussed', 'admitted', 'approved', 'scheduled', 'decided', 'deferred', 'rejected', 'referred', 'withdrawn'])), name='agenda_item_state_known'),
        ),
    ]
