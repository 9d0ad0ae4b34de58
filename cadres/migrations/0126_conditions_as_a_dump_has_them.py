import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0125_digests_without_keys'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='described_while_kept',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='described_while_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.stage <> 'kept' AND (OLD.section IS DISTINCT FROM NEW.section OR OLD.title IS DISTINCT FROM NEW.title OR OLD.dated IS DISTINCT FROM NEW.dated OR OLD.number IS DISTINCT FROM NEW.number OR OLD.pages IS DISTINCT FROM NEW.pages OR OLD.note IS DISTINCT FROM NEW.note))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='872c8b41f7dee616e0c52e9fb984b5dfb36242b3', operation='UPDATE', pgid='pgtrigger_described_while_kept_a0e15', table='cadres_document', when='BEFORE')),
        ),
    ]
