import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0122_names_of_sessions'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('selection', '0012_complaints_settled_by_another'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='election',
            name='stage_moves',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='election',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='election',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='election',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='election',
            name='selection_election_winner',
        ),
        migrations.RemoveConstraint(
            model_name='election',
            name='selection_election_notice',
        ),
        migrations.RemoveConstraint(
            model_name='election',
            name='selection_election_another_leader',
        ),
        migrations.AddField(
            model_name='election',
            name='elected_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='result declared by'),
        ),
        migrations.AddField(
            model_name='election',
            name='elected_on',
            field=models.DateField(editable=False, null=True, verbose_name='elected on'),
        ),
        migrations.AddField(
            model_name='electionevent',
            name='elected_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='result declared by'),
        ),
        migrations.AddField(
            model_name='electionevent',
            name='elected_on',
            field=models.DateField(editable=False, null=True, verbose_name='elected on'),
        ),
        migrations.AlterField(
            model_name='election',
            name='stage',
            field=models.CharField(choices=[('prepared', 'Prepared'), ('registration', 'Registration'), ('recommended', 'Recommended'), ('inspected', 'Inspected'), ('decided', 'Decided'), ('noticed', 'Public notice'), ('elected', 'Elected'), ('appointed', 'Appointed'), ('abandoned', 'Abandoned')], default='prepared', editable=False, max_length=12, verbose_name='stage'),
        ),
        migrations.AlterField(
            model_name='electionevent',
            name='stage',
            field=models.CharField(choices=[('prepared', 'Prepared'), ('registration', 'Registration'), ('recommended', 'Recommended'), ('inspected', 'Inspected'), ('decided', 'Decided'), ('noticed', 'Public notice'), ('elected', 'Elected'), ('appointed', 'Appointed'), ('abandoned', 'Abandoned')], default='prepared', editable=False, max_length=12, verbose_name='stage'),
        ),
        migrations.AlterField(
            model_name='nominee',
            name='path',
            field=models.CharField(choices=[('self', 'Own application'), ('organisation', 'Recommended by an organization'), ('joint_members', 'Joint nomination by party members'), ('joint_masses', 'Joint nomination by residents'), ('meeting', 'Recommended by a meeting'), ('assembly', 'Nominated in the electing assembly')], max_length=16, verbose_name='way in'),
        ),
        migrations.AlterField(
            model_name='nomineeevent',
            name='path',
            field=models.CharField(choices=[('self', 'Own application'), ('organisation', 'Recommended by an organization'), ('joint_members', 'Joint nomination by party members'), ('joint_masses', 'Joint nomination by residents'), ('meeting', 'Recommended by a meeting'), ('assembly', 'Nominated in the electing assembly')], max_length=16, verbose_name='way in'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='election',
            trigger=pgtrigger.compiler.Trigger(name='stage_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."stage", \':\', NEW."stage") = ANY(\'{decided:abandoned,decided:noticed,elected:appointed,inspected:abandoned,inspected:decided,noticed:abandoned,noticed:appointed,noticed:elected,noticed:noticed,prepared:abandoned,prepared:registration,recommended:abandoned,recommended:inspected,registration:abandoned,registration:recommended}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."stage" IS DISTINCT FROM NEW."stage") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "stage" from "%" to "%" on table %\', OLD."stage", NEW."stage", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='53575ac027c2be035f8dca58c3f47533a4e10aaf', operation='UPDATE', pgid='pgtrigger_stage_moves_97187', table='selection_election', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='election',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_electionevent" ("announced_on", "announcement", "appointed_by_id", "approval_document", "closed_on", "conditions", "decided_by_id", "direct_vote", "document", "edition", "elected_by_id", "elected_on", "id", "keeps_other_post", "late_by_id", "leave_reason", "notice_certain", "notice_from", "notice_recorded_on", "notice_until", "opened_by_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_by_id", "registration_from", "registration_to", "stage", "starts_on", "talk_on", "vacancy_id", "winner_id") VALUES (NEW."announced_on", NEW."announcement", NEW."appointed_by_id", NEW."approval_document", NEW."closed_on", NEW."conditions", NEW."decided_by_id", NEW."direct_vote", NEW."document", NEW."edition", NEW."elected_by_id", NEW."elected_on", NEW."id", NEW."keeps_other_post", NEW."late_by_id", NEW."leave_reason", NEW."notice_certain", NEW."notice_from", NEW."notice_recorded_on", NEW."notice_until", NEW."opened_by_id", NEW."opened_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_by_id", NEW."registration_from", NEW."registration_to", NEW."stage", NEW."starts_on", NEW."talk_on", NEW."vacancy_id", NEW."winner_id"); RETURN NULL;', hash='dbad480f1fc3dc1385281070ab2415ec7a8e16f9', operation='INSERT', pgid='pgtrigger_insert_insert_276a8', table='selection_election', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='election',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_electionevent" ("announced_on", "announcement", "appointed_by_id", "approval_document", "closed_on", "conditions", "decided_by_id", "direct_vote", "document", "edition", "elected_by_id", "elected_on", "id", "keeps_other_post", "late_by_id", "leave_reason", "notice_certain", "notice_from", "notice_recorded_on", "notice_until", "opened_by_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_by_id", "registration_from", "registration_to", "stage", "starts_on", "talk_on", "vacancy_id", "winner_id") VALUES (NEW."announced_on", NEW."announcement", NEW."appointed_by_id", NEW."approval_document", NEW."closed_on", NEW."conditions", NEW."decided_by_id", NEW."direct_vote", NEW."document", NEW."edition", NEW."elected_by_id", NEW."elected_on", NEW."id", NEW."keeps_other_post", NEW."late_by_id", NEW."leave_reason", NEW."notice_certain", NEW."notice_from", NEW."notice_recorded_on", NEW."notice_until", NEW."opened_by_id", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_by_id", NEW."registration_from", NEW."registration_to", NEW."stage", NEW."starts_on", NEW."talk_on", NEW."vacancy_id", NEW."winner_id"); RETURN NULL;', hash='b86bef3b58f24310c6ece3e8a7980dd1e7d22510', operation='UPDATE', pgid='pgtrigger_update_update_1cb29', table='selection_election', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='election',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_electionevent" ("announced_on", "announcement", "appointed_by_id", "approval_document", "closed_on", "conditions", "decided_by_id", "direct_vote", "document", "edition", "elected_by_id", "elected_on", "id", "keeps_other_post", "late_by_id", "leave_reason", "notice_certain", "notice_from", "notice_recorded_on", "notice_until", "opened_by_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_by_id", "registration_from", "registration_to", "stage", "starts_on", "talk_on", "vacancy_id", "winner_id") VALUES (OLD."announced_on", OLD."announcement", OLD."appointed_by_id", OLD."approval_document", OLD."closed_on", OLD."conditions", OLD."decided_by_id", OLD."direct_vote", OLD."document", OLD."edition", OLD."elected_by_id", OLD."elected_on", OLD."id", OLD."keeps_other_post", OLD."late_by_id", OLD."leave_reason", OLD."notice_certain", OLD."notice_from", OLD."notice_recorded_on", OLD."notice_until", OLD."opened_by_id", OLD."opened_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_by_id", OLD."registration_from", OLD."registration_to", OLD."stage", OLD."starts_on", OLD."talk_on", OLD."vacancy_id", OLD."winner_id"); RETURN NULL;', hash='97b236d3d0a7d3b5b38bb2017fbc61d1149b963f', operation='DELETE', pgid='pgtrigger_delete_delete_68518', table='selection_election', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['decided', 'noticed', 'elected', 'appointed']), _negated=True), ('winner__isnull', False), models.Q(('direct_vote', True), ('stage__in', ['decided', 'noticed'])), _connector='OR'), name='selection_election_winner'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['noticed', 'elected', 'appointed']), _negated=True), models.Q(('notice_from__isnull', False), ('notice_until__gte', models.F('notice_from'))), _connector='OR'), name='selection_election_notice'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(('appointed_by', None), models.Q(models.Q(('decided_by', None), models.Q(('appointed_by', models.F('decided_by')), _negated=True), _connector='OR'), models.Q(('late_by', None), models.Q(('appointed_by', models.F('late_by')), _negated=True), _connector='OR'), models.Q(('elected_by', None), models.Q(('appointed_by', models.F('elected_by')), _negated=True), _connector='OR')), _connector='OR'), name='selection_election_another_leader'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('elected_by__isnull', False), ('elected_on__isnull', False), ('stage__in', ['elected', 'appointed'])), models.Q(models.Q(('stage', 'elected'), _negated=True), ('elected_by', None), ('elected_on', None)), _connector='OR'), name='selection_election_elected'),
        ),
    ]
