
import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0102_second_factor'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('enter', 'Enter a tenure'), ('tenure', 'Correct a tenure'), ('annul', 'Annul a sanction or measure')], max_length=10, verbose_name='what')),
                ('since', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('until', models.DateField(blank=True, null=True, verbose_name='left on')),
                ('start_basis', models.CharField(blank=True, choices=[('public_election', 'Public election'), ('election', 'Election'), ('appointment', 'Appointment'), ('exchange', 'Exchange'), ('imported', 'Taken from the file')], max_length=20, verbose_name='came by')),
                ('start_document', models.CharField(blank=True, max_length=120, verbose_name='appointment document')),
                ('end_reason', models.CharField(blank=True, choices=[('term_end', 'End of term'), ('promoted', 'Promoted'), ('exchanged', 'Exchanged to another place or organ'), ('other_post', 'Other post at the same level'), ('resigned', 'Resigned'), ('retired', 'Reached retirement age'), ('health', 'Health'), ('unfit', 'Found unfit for the post'), ('discipline', 'Discipline or law'), ('died', 'Died')], max_length=20, verbose_name='left because of')),
                ('end_document', models.CharField(blank=True, max_length=120, verbose_name='removal document')),
                ('end_note', models.CharField(blank=True, max_length=300, verbose_name='note on leaving')),
                ('annulled_on', models.DateField(blank=True, null=True, verbose_name='annulled on')),
                ('document', models.CharField(max_length=120, verbose_name='paper it rests on')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('former', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('stage', models.CharField(choices=[('proposed', 'Waits for approval'), ('applied', 'Carried out'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='proposed', editable=False, max_length=10, verbose_name='stage')),
                ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='proposed at')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='CorrectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('enter', 'Enter a tenure'), ('tenure', 'Correct a tenure'), ('annul', 'Annul a sanction or measure')], max_length=10, verbose_name='what')),
                ('since', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('until', models.DateField(blank=True, null=True, verbose_name='left on')),
                ('start_basis', models.CharField(blank=True, choices=[('public_election', 'Public election'), ('election', 'Election'), ('appointment', 'Appointment'), ('exchange', 'Exchange'), ('imported', 'Taken from the file')], max_length=20, verbose_name='came by')),
                ('start_document', models.CharField(blank=True, max_length=120, verbose_name='appointment document')),
                ('end_reason', models.CharField(blank=True, choices=[('term_end', 'End of term'), ('promoted', 'Promoted'), ('exchanged', 'Exchanged to another place or organ'), ('other_post', 'Other post at the same level'), ('resigned', 'Resigned'), ('retired', 'Reached retirement age'), ('health', 'Health'), ('unfit', 'Found unfit for the post'), ('discipline', 'Discipline or law'), ('died', 'Died')], max_length=20, verbose_name='left because of')),
                ('end_document', models.CharField(blank=True, max_length=120, verbose_name='removal document')),
                ('end_note', models.CharField(blank=True, max_length=300, verbose_name='note on leaving')),
                ('annulled_on', models.DateField(blank=True, null=True, verbose_name='annulled on')),
                ('document', models.CharField(max_length=120, verbose_name='paper it rests on')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('former', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('stage', models.CharField(choices=[('proposed', 'Waits for approval'), ('applied', 'Carried out'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='proposed', editable=False, max_length=10, verbose_name='stage')),
                ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='proposed at')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='tenure',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='tenure',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='tenure',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='tenure',
            name='authority',
            field=models.CharField(blank=True, db_collation='C', db_default='', default='', editable=False, max_length=80, verbose_name='rests on'),
        ),
        migrations.AddField(
            model_name='tenureevent',
            name='authority',
            field=models.CharField(blank=True, db_collation='C', db_default='', default='', editable=False, max_length=80, verbose_name='rests on'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenure',
            trigger=pgtrigger.compiler.Trigger(name='by_procedure', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE place TEXT; stated TEXT;', func="\n        IF NEW.start_basis <> 'public_election' THEN RETURN NEW; END IF;\n        IF TG_OP = 'UPDATE' THEN\n            IF OLD.start_basis = NEW.start_basis AND lower(OLD.held) = lower(NEW.held)\n               AND OLD.authority = NEW.authority THEN\n                RETURN NEW;\n            END IF;\n        END IF;\n        SELECT o.division_id INTO place\n          FROM cadres_post p JOIN cadres_organization o ON o.id = p.organization_id WHERE p.id = NEW.post_id;\n        SELECT r.action INTO stated FROM cadres_localrule r\n         WHERE r.key = 'tenure.by_procedure' AND r.approved_by_id IS NOT NULL AND r.during @> lower(NEW.held)\n           AND r.action IN ('off', 'block')\n           AND r.division_id IN (rpad(left(place, 2), 12, '0'), rpad(left(place, 4), 12, '0'),\n                                 rpad(left(place, 6), 12, '0'), place)\n         ORDER BY r.division_id DESC LIMIT 1;\n        IF NOT FOUND THEN\n            stated := CASE WHEN lower(NEW.held) >= DATE '2026-01-01' THEN 'block' ELSE 'off' END;\n        END IF;\n        IF stated = 'block' AND NOT EXISTS (\n            SELECT 1 FROM cadres_step s WHERE s.subject = NEW.authority\n               AND ((s.subject LIKE 'selection.election:%' AND s.target = 'appointed')\n                 OR (s.subject LIKE 'cadres.correction:%' AND s.target = 'applied'))) THEN\n            RAISE EXCEPTION 'public election without an election that has appointed'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_tenure_by_procedure';\n        END IF;\n        RETURN NEW;\n", hash='32823851b2a1f48bd36f49b4588c7a317dfa4c48', operation='INSERT OR UPDATE OF "start_basis", "held", "authority"', pgid='pgtrigger_by_procedure_94519', table='cadres_tenure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_tenureevent" ("authority", "cadre_id", "end_document", "end_note", "end_reason", "held", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "seat", "start_basis", "start_document") VALUES (NEW."authority", NEW."cadre_id", NEW."end_document", NEW."end_note", NEW."end_reason", NEW."held", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id", NEW."seat", NEW."start_basis", NEW."start_document"); RETURN NULL;', hash='705874b34f5d16ebc9b0132b9145b71284153117', operation='INSERT', pgid='pgtrigger_insert_insert_04a4b', table='cadres_tenure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cadres_tenureevent" ("authority", "cadre_id", "end_document", "end_note", "end_reason", "held", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "seat", "start_basis", "start_document") VALUES (NEW."authority", NEW."cadre_id", NEW."end_document", NEW."end_note", NEW."end_reason", NEW."held", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."seat", NEW."start_basis", NEW."start_document"); RETURN NULL;', hash='412f3e0bdca1ec9032307aff2e84c2876e4b35dc', operation='UPDATE', pgid='pgtrigger_update_update_5bd67', table='cadres_tenure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_tenureevent" ("authority", "cadre_id", "end_document", "end_note", "end_reason", "held", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "seat", "start_basis", "start_document") VALUES (OLD."authority", OLD."cadre_id", OLD."end_document", OLD."end_note", OLD."end_reason", OLD."held", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id", OLD."seat", OLD."start_basis", OLD."start_document"); RETURN NULL;', hash='ff1cc67236494d089930700dab4e95ed54dd679e', operation='DELETE', pgid='pgtrigger_delete_delete_ef7da', table='cadres_tenure', when='AFTER')),
        ),
        migrations.AddField(
            model_name='correction',
            name='cadre',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cadres.cadre', verbose_name='cadre'),
        ),
        migrations.AddField(
            model_name='correction',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='correction',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cadres.post', verbose_name='post'),
        ),
        migrations.AddField(
            model_name='correction',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='correction',
            name='sanction',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cadres.sanction', verbose_name='sanction'),
        ),
        migrations.AddField(
            model_name='correction',
            name='tenure',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cadres.tenure', verbose_name='tenure'),
        ),
        migrations.AddField(
            model_name='correctionevent',
            name='cadre',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.cadre', verbose_name='cadre'),
        ),
        migrations.AddField(
            model_name='correctionevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='correctionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='correctionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cadres.correction'),
        ),
        migrations.AddField(
            model_name='correctionevent',
            name='post',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.post', verbose_name='post'),
        ),
        migrations.AddField(
            model_name='correctionevent',
            name='proposed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='correctionevent',
            name='sanction',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.sanction', verbose_name='sanction'),
        ),
        migrations.AddField(
            model_name='correctionevent',
            name='tenure',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.tenure', verbose_name='tenure'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('stage', 'proposed')), fields=['id'], name='cadres_correction_open'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='cadres_correction_four_eyes'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('stage__in', ['proposed', 'withdrawn'])), models.Q(('decided_by__isnull', False), ('stage__in', ['applied', 'declined'])), _connector='OR'), name='cadres_correction_decided'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(models.Q(('kind', 'enter'), ('post__isnull', False), ('tenure', None)), models.Q(('kind', 'tenure'), ('post', None), ('tenure__isnull', False)), _connector='OR'), ('annulled_on', None), ('sanction', None), ('since__isnull', False), models.Q(('start_basis', ''), _negated=True)), models.Q(('annulled_on__isnull', False), ('kind', 'annul'), ('sanction__isnull', False), ('end_reason', ''), ('post', None), ('since', None), ('start_basis', ''), ('tenure', None), ('until', None)), _connector='OR'), name='cadres_correction_whole'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_document', ''), ('end_note', ''), ('end_reason', ''), ('until', None)), models.Q(('until__gt', models.F('since')), ('until__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='cadres_correction_end', violation_error_message='A tenure ends after its first day, for a reason; a running one has none.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='cadres_correction_with_paper_and_reason'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'proposed')), fields=('tenure',), name='cadres_correction_one_of_a_tenure'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'proposed')), fields=('sanction',), name='cadres_correction_one_of_a_sanction'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='stage_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."stage", \':\', NEW."stage") = ANY(\'{proposed:applied,proposed:declined,proposed:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."stage" IS DISTINCT FROM NEW."stage") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "stage" from "%" to "%" on table %\', OLD."stage", NEW."stage", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='f605cf8c2941591859d8a3781f8c39dedf98210e', operation='UPDATE', pgid='pgtrigger_stage_moves_1a7f2', table='cadres_correction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='as_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."until" IS DISTINCT FROM (NEW."until") OR OLD."start_basis" IS DISTINCT FROM (NEW."start_basis") OR OLD."start_document" IS DISTINCT FROM (NEW."start_document") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."end_document" IS DISTINCT FROM (NEW."end_document") OR OLD."end_note" IS DISTINCT FROM (NEW."end_note") OR OLD."annulled_on" IS DISTINCT FROM (NEW."annulled_on") OR OLD."document" IS DISTINCT FROM (NEW."document") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."former" IS DISTINCT FROM (NEW."former") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ab4adeebb3b96df8794beeb0ddb2ee3d0db130f3', operation='UPDATE', pgid='pgtrigger_as_proposed_74133', table='cadres_correction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='073b901a26998aabcaa66cf80289ddb64ccaacfc', operation='DELETE', pgid='pgtrigger_never_deleted_62f25', table='cadres_correction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_correctionevent" ("annulled_on", "cadre_id", "decided_by_id", "document", "end_document", "end_note", "end_reason", "former", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "proposed_at", "proposed_by_id", "reason", "sanction_id", "since", "stage", "start_basis", "start_document", "tenure_id", "until") VALUES (NEW."annulled_on", NEW."cadre_id", NEW."decided_by_id", NEW."document", NEW."end_document", NEW."end_note", NEW."end_reason", NEW."former", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."sanction_id", NEW."since", NEW."stage", NEW."start_basis", NEW."start_document", NEW."tenure_id", NEW."until"); RETURN NULL;', hash='32be3b0494334b24d941278e82db3eb03424506e', operation='INSERT', pgid='pgtrigger_insert_insert_39455', table='cadres_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cadres_correctionevent" ("annulled_on", "cadre_id", "decided_by_id", "document", "end_document", "end_note", "end_reason", "former", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "proposed_at", "proposed_by_id", "reason", "sanction_id", "since", "stage", "start_basis", "start_document", "tenure_id", "until") VALUES (NEW."annulled_on", NEW."cadre_id", NEW."decided_by_id", NEW."document", NEW."end_document", NEW."end_note", NEW."end_reason", NEW."former", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."sanction_id", NEW."since", NEW."stage", NEW."start_basis", NEW."start_document", NEW."tenure_id", NEW."until"); RETURN NULL;', hash='13140d9d23b1f221ca0c15a2a11e0eb74e1ce0d2', operation='UPDATE', pgid='pgtrigger_update_update_af9a3', table='cadres_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cadres_correctionevent" ("annulled_on", "cadre_id", "decided_by_id", "document", "end_document", "end_note", "end_reason", "former", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "proposed_at", "proposed_by_id", "reason", "sanction_id", "since", "stage", "start_basis", "start_document", "tenure_id", "until") VALUES (OLD."annulled_on", OLD."cadre_id", OLD."decided_by_id", OLD."document", OLD."end_document", OLD."end_note", OLD."end_reason", OLD."former", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."sanction_id", OLD."since", OLD."stage", OLD."start_basis", OLD."start_document", OLD."tenure_id", OLD."until"); RETURN NULL;', hash='745365f34c47cf598ce5c54ffca4d2eca5345926', operation='DELETE', pgid='pgtrigger_delete_delete_950d1', table='cadres_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correctionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5b1e77a85f257464180422ffde55ce591b664aa4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2e5cf', table='cadres_correctionevent', when='BEFORE')),
        ),
    ]
