import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0030_major_matter_from_item'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='state_guard',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='state_guard', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{held:in_session,in_session:held,noticed:cancelled,noticed:held,noticed:in_session,noticed:postponed,planned:cancelled,planned:noticed,planned:postponed,postponed:cancelled,postponed:noticed,postponed:planned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='56ff09e80bdab1ea058d1431aee16c8862fea9d5', operation='UPDATE', pgid='pgtrigger_state_guard_6ce75', table='meetings_meeting', when='BEFORE')),
        ),
    ]
