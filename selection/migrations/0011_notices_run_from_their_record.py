
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


WHO_CONFIRMED_THE_VOTE = """
    UPDATE selection_election e SET decided_by_id = b.confirmed_by_id
      FROM selection_ballot b
     WHERE b.election_id = e.id AND e.stage IN ('decided', 'noticed') AND b.confirmed_by_id IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0010_tenures_of_elections'),
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
        migrations.AddField(
            model_name='election',
            name='appointed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='appointed by'),
        ),
        migrations.AddField(
            model_name='election',
            name='decided_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vote confirmed by'),
        ),
        migrations.AddField(
            model_name='election',
            name='late_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='late entry recognized by'),
        ),
        migrations.AddField(
            model_name='election',
            name='notice_recorded_on',
            field=models.DateField(editable=False, null=True, verbose_name='notice recorded on'),
        ),
        migrations.AddField(
            model_name='election',
            name='published_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='notice recorded by'),
        ),
        migrations.AddField(
            model_name='electionevent',
            name='appointed_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='appointed by'),
        ),
        migrations.AddField(
            model_name='electionevent',
            name='decided_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vote confirmed by'),
        ),
        migrations.AddField(
            model_name='electionevent',
            name='late_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='late entry recognized by'),
        ),
        migrations.AddField(
            model_name='electionevent',
            name='notice_recorded_on',
            field=models.DateField(editable=False, null=True, verbose_name='notice recorded on'),
        ),
        migrations.AddField(
            model_name='electionevent',
            name='published_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='notice recorded by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='election',
            trigger=pgtrigger.compiler.Trigger(name='stage_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."stage", \':\', NEW."stage") = ANY(\'{decided:abandoned,decided:noticed,inspected:abandoned,inspected:decided,noticed:abandoned,noticed:appointed,noticed:noticed,prepared:abandoned,prepared:registration,recommended:abandoned,recommended:inspected,registration:abandoned,registration:recommended}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."stage" IS DISTINCT FROM NEW."stage") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "stage" from "%" to "%" on table %\', OLD."stage", NEW."stage", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='37aaa07f9097f7cccfda8d7a6078503a3d20dbb7', operation='UPDATE', pgid='pgtrigger_stage_moves_97187', table='selection_election', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='election',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_electionevent" ("announced_on", "announcement", "appointed_by_id", "approval_document", "closed_on", "conditions", "decided_by_id", "direct_vote", "document", "edition", "id", "keeps_other_post", "late_by_id", "leave_reason", "notice_certain", "notice_from", "notice_recorded_on", "notice_until", "opened_by_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_by_id", "registration_from", "registration_to", "stage", "starts_on", "talk_on", "vacancy_id", "winner_id") VALUES (NEW."announced_on", NEW."announcement", NEW."appointed_by_id", NEW."approval_document", NEW."closed_on", NEW."conditions", NEW."decided_by_id", NEW."direct_vote", NEW."document", NEW."edition", NEW."id", NEW."keeps_other_post", NEW."late_by_id", NEW."leave_reason", NEW."notice_certain", NEW."notice_from", NEW."notice_recorded_on", NEW."notice_until", NEW."opened_by_id", NEW."opened_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_by_id", NEW."registration_from", NEW."registration_to", NEW."stage", NEW."starts_on", NEW."talk_on", NEW."vacancy_id", NEW."winner_id"); RETURN NULL;', hash='2f61b775d0fd2d290061cb173b2c67c914bbc0dd', operation='INSERT', pgid='pgtrigger_insert_insert_276a8', table='selection_election', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='election',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_electionevent" ("announced_on", "announcement", "appointed_by_id", "approval_document", "closed_on", "conditions", "decided_by_id", "direct_vote", "document", "edition", "id", "keeps_other_post", "late_by_id", "leave_reason", "notice_certain", "notice_from", "notice_recorded_on", "notice_until", "opened_by_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_by_id", "registration_from", "registration_to", "stage", "starts_on", "talk_on", "vacancy_id", "winner_id") VALUES (NEW."announced_on", NEW."announcement", NEW."appointed_by_id", NEW."approval_document", NEW."closed_on", NEW."conditions", NEW."decided_by_id", NEW."direct_vote", NEW."document", NEW."edition", NEW."id", NEW."keeps_other_post", NEW."late_by_id", NEW."leave_reason", NEW."notice_certain", NEW."notice_from", NEW."notice_recorded_on", NEW."notice_until", NEW."opened_by_id", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_by_id", NEW."registration_from", NEW."registration_to", NEW."stage", NEW."starts_on", NEW."talk_on", NEW."vacancy_id", NEW."winner_id"); RETURN NULL;', hash='cd740930e20e92f25ccd58170f8c610ba5729291', operation='UPDATE', pgid='pgtrigger_update_update_1cb29', table='selection_election', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='election',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_electionevent" ("announced_on", "announcement", "appointed_by_id", "approval_document", "closed_on", "conditions", "decided_by_id", "direct_vote", "document", "edition", "id", "keeps_other_post", "late_by_id", "leave_reason", "notice_certain", "notice_from", "notice_recorded_on", "notice_until", "opened_by_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_by_id", "registration_from", "registration_to", "stage", "starts_on", "talk_on", "vacancy_id", "winner_id") VALUES (OLD."announced_on", OLD."announcement", OLD."appointed_by_id", OLD."approval_document", OLD."closed_on", OLD."conditions", OLD."decided_by_id", OLD."direct_vote", OLD."document", OLD."edition", OLD."id", OLD."keeps_other_post", OLD."late_by_id", OLD."leave_reason", OLD."notice_certain", OLD."notice_from", OLD."notice_recorded_on", OLD."notice_until", OLD."opened_by_id", OLD."opened_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_by_id", OLD."registration_from", OLD."registration_to", OLD."stage", OLD."starts_on", OLD."talk_on", OLD."vacancy_id", OLD."winner_id"); RETURN NULL;', hash='068641853e1f12d06746c785658e8ac3d765c0cd', operation='DELETE', pgid='pgtrigger_delete_delete_68518', table='selection_election', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(('notice_recorded_on', None), ('late_by__isnull', False), models.Q(('notice_until__gte', models.F('notice_recorded_on')), ('notice_until__isnull', False)), _connector='OR'), name='selection_election_notice_recorded'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(('late_by', None), models.Q(('notice_recorded_on__isnull', False), models.Q(('published_by', None), models.Q(('late_by', models.F('published_by')), _negated=True), _connector='OR')), _connector='OR'), name='selection_election_late_entry'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(('appointed_by', None), models.Q(models.Q(('decided_by', None), models.Q(('appointed_by', models.F('decided_by')), _negated=True), _connector='OR'), models.Q(('late_by', None), models.Q(('appointed_by', models.F('late_by')), _negated=True), _connector='OR')), _connector='OR'), name='selection_election_another_leader'),
        ),
        migrations.RunSQL(WHO_CONFIRMED_THE_VOTE, migrations.RunSQL.noop),
    ]
