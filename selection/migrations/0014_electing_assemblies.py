import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0125_digests_without_keys'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('selection', '0013_elected_stage'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assembly',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('electorate', models.CharField(choices=[('congress', "People's congress of the township"), ('members', 'Party members')], editable=False, max_length=10, verbose_name='elected by')),
                ('stage', models.CharField(choices=[('convened', 'Convened'), ('sitting', 'Sitting'), ('elected', 'Elected'), ('without_result', 'Without result')], default='convened', editable=False, max_length=16, verbose_name='stage')),
                ('session', models.CharField(help_text='As it stands in the minutes.', max_length=120, verbose_name='name of the session')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('due', models.PositiveIntegerField(help_text='All deputies, or all members with a vote.', verbose_name='entitled to vote')),
                ('present', models.PositiveIntegerField(editable=False, null=True, verbose_name='present')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='closed on')),
                ('convened_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='convened by')),
                ('declared_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declared by')),
                ('election', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='assemblies', to='selection.election', verbose_name='election')),
            ],
            options={
                'verbose_name': 'electing assembly',
                'verbose_name_plural': 'electing assemblies',
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FormalCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nominated_by', models.CharField(choices=[('presidium', 'Presidium of the congress'), ('deputies', 'Deputies jointly'), ('committee', 'Party committee'), ('written_in', 'Written in on the ballot')], max_length=12, verbose_name='nominated by')),
                ('signatures', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='deputies who signed')),
                ('withdrawn_on', models.DateField(editable=False, null=True, verbose_name='withdrawn on')),
                ('withdrawal', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why withdrawn')),
                ('assembly', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='selection.assembly')),
                ('cadre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='cadres.cadre', verbose_name='cadre')),
            ],
            options={
                'verbose_name': 'formal candidate',
                'verbose_name_plural': 'formal candidates',
                'ordering': ['assembly', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AssemblyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('electorate', models.CharField(choices=[('congress', "People's congress of the township"), ('members', 'Party members')], editable=False, max_length=10, verbose_name='elected by')),
                ('stage', models.CharField(choices=[('convened', 'Convened'), ('sitting', 'Sitting'), ('elected', 'Elected'), ('without_result', 'Without result')], default='convened', editable=False, max_length=16, verbose_name='stage')),
                ('session', models.CharField(help_text='As it stands in the minutes.', max_length=120, verbose_name='name of the session')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('due', models.PositiveIntegerField(help_text='All deputies, or all members with a vote.', verbose_name='entitled to vote')),
                ('present', models.PositiveIntegerField(editable=False, null=True, verbose_name='present')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='closed on')),
                ('convened_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='convened by')),
                ('declared_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declared by')),
                ('election', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.election', verbose_name='election')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.assembly')),
                ('elected', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.formalcandidate', verbose_name='elected')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='assembly',
            name='elected',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='elected_in', to='selection.formalcandidate', verbose_name='elected'),
        ),
        migrations.CreateModel(
            name='FormalCandidateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('nominated_by', models.CharField(choices=[('presidium', 'Presidium of the congress'), ('deputies', 'Deputies jointly'), ('committee', 'Party committee'), ('written_in', 'Written in on the ballot')], max_length=12, verbose_name='nominated by')),
                ('signatures', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='deputies who signed')),
                ('withdrawn_on', models.DateField(editable=False, null=True, verbose_name='withdrawn on')),
                ('withdrawal', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why withdrawn')),
                ('assembly', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.assembly')),
                ('cadre', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cadres.cadre', verbose_name='cadre')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.formalcandidate')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='ballot number')),
                ('issued', models.PositiveIntegerField(verbose_name='papers issued')),
                ('returned', models.PositiveIntegerField(verbose_name='papers returned')),
                ('invalid', models.PositiveIntegerField(default=0, verbose_name='invalid papers')),
                ('others', models.PositiveIntegerField(default=0, help_text='Names written in that are not entered below.', verbose_name='votes for other names')),
                ('assembly', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='selection.assembly')),
                ('entered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'ballot of an assembly',
                'verbose_name_plural': 'ballots of assemblies',
                'ordering': ['assembly', 'number'],
            },
        ),
        migrations.CreateModel(
            name='RoundEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='ballot number')),
                ('issued', models.PositiveIntegerField(verbose_name='papers issued')),
                ('returned', models.PositiveIntegerField(verbose_name='papers returned')),
                ('invalid', models.PositiveIntegerField(default=0, verbose_name='invalid papers')),
                ('others', models.PositiveIntegerField(default=0, help_text='Names written in that are not entered below.', verbose_name='votes for other names')),
                ('assembly', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.assembly')),
                ('entered_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.round')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoundVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('yes', models.PositiveIntegerField(verbose_name='for')),
                ('no', models.PositiveIntegerField(verbose_name='against')),
                ('abstain', models.PositiveIntegerField(verbose_name='abstained')),
                ('candidate', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='selection.formalcandidate')),
                ('round', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='selection.round')),
            ],
            options={
                'verbose_name': 'votes for a candidate',
                'verbose_name_plural': 'votes for candidates',
                'ordering': ['round', 'candidate'],
            },
        ),
        migrations.CreateModel(
            name='RoundVoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('yes', models.PositiveIntegerField(verbose_name='for')),
                ('no', models.PositiveIntegerField(verbose_name='against')),
                ('abstain', models.PositiveIntegerField(verbose_name='abstained')),
                ('candidate', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.formalcandidate')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.roundvote')),
                ('round', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='selection.round')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='formalcandidate',
            constraint=models.UniqueConstraint(fields=('assembly', 'cadre'), name='selection_candidate_once', violation_error_message='This cadre stands already.'),
        ),
        migrations.AddConstraint(
            model_name='formalcandidate',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on', None), models.Q(('withdrawal', ''), _negated=True), _connector='OR'), name='selection_candidate_withdrawn_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formalcandidate',
            trigger=pgtrigger.compiler.Trigger(name='candidates_while_open', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n        SELECT a.stage INTO found FROM selection_assembly a WHERE a.id = COALESCE(NEW.assembly_id, OLD.assembly_id);\n        IF found.stage <> ALL ('{convened,sitting}') THEN\n            RAISE EXCEPTION 'the assembly is at another stage'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'selection_candidates_while_open';\n        END IF;\n        RETURN COALESCE(NEW, OLD);\n", hash='1158e581f8b70daf3f4a16c6831cb2f5d9fdf6a1', operation='INSERT OR UPDATE OF "assembly_id", "nominated_by", "signatures", "withdrawn_on", "withdrawal" OR DELETE', pgid='pgtrigger_candidates_while_open_e4606', table='selection_formalcandidate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formalcandidate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_formalcandidateevent" ("assembly_id", "cadre_id", "id", "nominated_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signatures", "withdrawal", "withdrawn_on") VALUES (NEW."assembly_id", NEW."cadre_id", NEW."id", NEW."nominated_by", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signatures", NEW."withdrawal", NEW."withdrawn_on"); RETURN NULL;', hash='f7c96d39dc71c2eac25152e0668384a9dee3c6e0', operation='INSERT', pgid='pgtrigger_insert_insert_4f1c3', table='selection_formalcandidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formalcandidate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_formalcandidateevent" ("assembly_id", "cadre_id", "id", "nominated_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signatures", "withdrawal", "withdrawn_on") VALUES (NEW."assembly_id", NEW."cadre_id", NEW."id", NEW."nominated_by", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signatures", NEW."withdrawal", NEW."withdrawn_on"); RETURN NULL;', hash='b53bf75eef5834478206cc8891f44651f4486ae1', operation='UPDATE', pgid='pgtrigger_update_update_c855f', table='selection_formalcandidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formalcandidate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_formalcandidateevent" ("assembly_id", "cadre_id", "id", "nominated_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signatures", "withdrawal", "withdrawn_on") VALUES (OLD."assembly_id", OLD."cadre_id", OLD."id", OLD."nominated_by", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signatures", OLD."withdrawal", OLD."withdrawn_on"); RETURN NULL;', hash='694a9593bd9ce21a25db852d4fd0311de77b64b2', operation='DELETE', pgid='pgtrigger_delete_delete_299bd', table='selection_formalcandidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assemblyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8dbf0846b45a34200843b73cc4a088f393588615', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c11cb', table='selection_assemblyevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='assembly',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'without_result'), _negated=True), fields=('election',), name='selection_assembly_one_at_a_time', violation_error_message='This election already has an assembly.'),
        ),
        migrations.AddConstraint(
            model_name='assembly',
            constraint=models.CheckConstraint(condition=models.Q(('due__gte', 1), models.Q(('present', None), ('present__lte', models.F('due')), _connector='OR')), name='selection_assembly_present', violation_error_message='No more can be present than are due.'),
        ),
        migrations.AddConstraint(
            model_name='assembly',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['convened', 'without_result']), ('present__isnull', False), _connector='OR'), name='selection_assembly_sits_with_people'),
        ),
        migrations.AddConstraint(
            model_name='assembly',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('declared_by__isnull', False), ('elected__isnull', False), ('stage', 'elected')), models.Q(models.Q(('stage', 'elected'), _negated=True), ('declared_by', None), ('elected', None)), _connector='OR'), name='selection_assembly_elected'),
        ),
        migrations.AddConstraint(
            model_name='assembly',
            constraint=models.CheckConstraint(condition=models.Q(('declared_by', None), models.Q(('declared_by', models.F('convened_by')), _negated=True), _connector='OR'), name='selection_assembly_four_eyes'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assembly',
            trigger=pgtrigger.compiler.Trigger(name='stage_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."stage", \':\', NEW."stage") = ANY(\'{convened:sitting,convened:without_result,sitting:elected,sitting:without_result}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."stage" IS DISTINCT FROM NEW."stage") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "stage" from "%" to "%" on table %\', OLD."stage", NEW."stage", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='dc649e9e5e332908de370910006380d5d7a301a2', operation='UPDATE', pgid='pgtrigger_stage_moves_ebb1b', table='selection_assembly', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assembly',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_assemblyevent" ("closed_on", "convened_by_id", "declared_by_id", "due", "elected_id", "election_id", "electorate", "held_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "session", "stage") VALUES (NEW."closed_on", NEW."convened_by_id", NEW."declared_by_id", NEW."due", NEW."elected_id", NEW."election_id", NEW."electorate", NEW."held_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."present", NEW."session", NEW."stage"); RETURN NULL;', hash='ce83e6bcf2725813293b7748ebe44a4a29c67331', operation='INSERT', pgid='pgtrigger_insert_insert_3c590', table='selection_assembly', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assembly',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_assemblyevent" ("closed_on", "convened_by_id", "declared_by_id", "due", "elected_id", "election_id", "electorate", "held_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "session", "stage") VALUES (NEW."closed_on", NEW."convened_by_id", NEW."declared_by_id", NEW."due", NEW."elected_id", NEW."election_id", NEW."electorate", NEW."held_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."present", NEW."session", NEW."stage"); RETURN NULL;', hash='fabaddddf966f47e5a2b9768b180df96220be86e', operation='UPDATE', pgid='pgtrigger_update_update_b96e0', table='selection_assembly', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assembly',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_assemblyevent" ("closed_on", "convened_by_id", "declared_by_id", "due", "elected_id", "election_id", "electorate", "held_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "session", "stage") VALUES (OLD."closed_on", OLD."convened_by_id", OLD."declared_by_id", OLD."due", OLD."elected_id", OLD."election_id", OLD."electorate", OLD."held_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."present", OLD."session", OLD."stage"); RETURN NULL;', hash='96341587aac049ed150eead5307723ea6e5e7d7d', operation='DELETE', pgid='pgtrigger_delete_delete_ea01f', table='selection_assembly', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formalcandidateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='16de027fb47b378472224af5ff84c981b9bf8b90', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f2c42', table='selection_formalcandidateevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('assembly', 'number'), name='selection_round_number'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('invalid__lte', models.F('returned'))), name='selection_round_papers', violation_error_message='No more papers can be invalid than were returned.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='votes_within', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE papers RECORD;', func="\n        SELECT r.issued, r.returned, r.invalid, r.others,\n               COALESCE(max(v.yes + v.no + v.abstain), 0) AS most, COALESCE(sum(v.yes), 0) AS agreed INTO papers\n          FROM selection_round r LEFT JOIN selection_roundvote v ON v.round_id = r.id\n         WHERE r.id = NEW.id GROUP BY r.id;\n        IF FOUND AND papers.returned <= papers.issued AND (\n            papers.most > papers.returned - papers.invalid\n            OR papers.agreed + papers.others > papers.returned - papers.invalid) THEN\n            RAISE EXCEPTION 'more votes than valid papers'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'selection_round_votes';\n        END IF;\n        RETURN NEW;\n", hash='06fe14aa35437598130eacef249e439d46321332', operation='INSERT OR UPDATE', pgid='pgtrigger_votes_within_5caf1', table='selection_round', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='rounds_while_sitting', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n        SELECT a.stage INTO found FROM selection_assembly a WHERE a.id = COALESCE(NEW.assembly_id, OLD.assembly_id);\n        IF found.stage <> ALL ('{sitting}') THEN\n            RAISE EXCEPTION 'the assembly is at another stage'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'selection_rounds_while_sitting';\n        END IF;\n        RETURN COALESCE(NEW, OLD);\n", hash='004d2a6cf6504e152c7f38a298d6377480648635', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_rounds_while_sitting_2cb99', table='selection_round', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_roundevent" ("assembly_id", "entered_by_id", "id", "invalid", "issued", "number", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned") VALUES (NEW."assembly_id", NEW."entered_by_id", NEW."id", NEW."invalid", NEW."issued", NEW."number", NEW."others", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."returned"); RETURN NULL;', hash='bf089d046c44b62bc46e38ed45b95c8d7c477cf9', operation='INSERT', pgid='pgtrigger_insert_insert_38ff6', table='selection_round', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_roundevent" ("assembly_id", "entered_by_id", "id", "invalid", "issued", "number", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned") VALUES (NEW."assembly_id", NEW."entered_by_id", NEW."id", NEW."invalid", NEW."issued", NEW."number", NEW."others", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."returned"); RETURN NULL;', hash='3ffbb302d57e89899f27aee3323a7008c333242c', operation='UPDATE', pgid='pgtrigger_update_update_e4a67', table='selection_round', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_roundevent" ("assembly_id", "entered_by_id", "id", "invalid", "issued", "number", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned") VALUES (OLD."assembly_id", OLD."entered_by_id", OLD."id", OLD."invalid", OLD."issued", OLD."number", OLD."others", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."returned"); RETURN NULL;', hash='7c6a2d54cda44d826f87a370b26303da9598a64e', operation='DELETE', pgid='pgtrigger_delete_delete_675fc', table='selection_round', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roundevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1ea94d92ecb55b667bf9d971cbd1a384f21824cf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6c5ee', table='selection_roundevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='roundvote',
            constraint=models.UniqueConstraint(fields=('round', 'candidate'), name='selection_round_vote_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roundvote',
            trigger=pgtrigger.compiler.Trigger(name='votes_within', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE papers RECORD;', func="\n        SELECT r.issued, r.returned, r.invalid, r.others,\n               COALESCE(max(v.yes + v.no + v.abstain), 0) AS most, COALESCE(sum(v.yes), 0) AS agreed INTO papers\n          FROM selection_round r LEFT JOIN selection_roundvote v ON v.round_id = r.id\n         WHERE r.id = NEW.round_id GROUP BY r.id;\n        IF FOUND AND papers.returned <= papers.issued AND (\n            papers.most > papers.returned - papers.invalid\n            OR papers.agreed + papers.others > papers.returned - papers.invalid) THEN\n            RAISE EXCEPTION 'more votes than valid papers'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'selection_round_votes';\n        END IF;\n        RETURN NEW;\n", hash='4238cecdb2fd7fcf92758506b8adc31c15b218d2', operation='INSERT OR UPDATE', pgid='pgtrigger_votes_within_a5b44', table='selection_roundvote', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roundvote',
            trigger=pgtrigger.compiler.Trigger(name='votes_while_sitting', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n        SELECT a.stage INTO found FROM selection_assembly a WHERE a.id = (SELECT r.assembly_id FROM selection_round r WHERE r.id = COALESCE(NEW.round_id, OLD.round_id));\n        IF found.stage <> ALL ('{sitting}') THEN\n            RAISE EXCEPTION 'the assembly is at another stage'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'selection_votes_while_sitting';\n        END IF;\n        RETURN COALESCE(NEW, OLD);\n", hash='d33bd236c2557f89641675c115355f925e3db644', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_votes_while_sitting_cc60e', table='selection_roundvote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roundvote',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_roundvoteevent" ("abstain", "candidate_id", "id", "no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "yes") VALUES (NEW."abstain", NEW."candidate_id", NEW."id", NEW."no", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round_id", NEW."yes"); RETURN NULL;', hash='b8341209d7ab3722dec9a64d144d84764865201c', operation='INSERT', pgid='pgtrigger_insert_insert_b0f43', table='selection_roundvote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roundvote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_roundvoteevent" ("abstain", "candidate_id", "id", "no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "yes") VALUES (NEW."abstain", NEW."candidate_id", NEW."id", NEW."no", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round_id", NEW."yes"); RETURN NULL;', hash='b088d641a8bcaa737a60f356cafed27b7326adb6', operation='UPDATE', pgid='pgtrigger_update_update_943f2', table='selection_roundvote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roundvote',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_roundvoteevent" ("abstain", "candidate_id", "id", "no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "yes") VALUES (OLD."abstain", OLD."candidate_id", OLD."id", OLD."no", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round_id", OLD."yes"); RETURN NULL;', hash='a407008f5085f3180f7d4266791e0b2d9bc5881b', operation='DELETE', pgid='pgtrigger_delete_delete_fb961', table='selection_roundvote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roundvoteevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='adf806b8665693cdce2c20396d03c97c15ad2f07', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_187b3', table='selection_roundvoteevent', when='BEFORE')),
        ),
    ]
