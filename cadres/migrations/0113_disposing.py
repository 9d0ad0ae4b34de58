from django.db import migrations

# The one way in which records that must be kept are deleted: by an approved disposal, of its kind, and no younger than
# half a year. It runs as the owner of the tables, since the program may delete none of them.
CREATE = """
CREATE FUNCTION cadres_dispose(disposal bigint, most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asked record;
    cut timestamptz;
    went bigint;
BEGIN
    SELECT records, before INTO asked FROM cadres_disposal
     WHERE id = disposal AND stage = 'approved' AND done_at IS NULL AND decided_by_id <> proposed_by_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'disposal % is not approved', disposal USING ERRCODE = 'check_violation';
    END IF;
    cut := asked.before::timestamp AT TIME ZONE 'Asia/Shanghai';
    IF cut > now() - interval '6 months' THEN
        RAISE EXCEPTION 'disposal % reaches too near', disposal USING ERRCODE = 'check_violation';
    END IF;
    CASE asked.records
    WHEN 'readings' THEN
        WITH gone AS (
            DELETE FROM cadres_fileaccess WHERE id IN
                (SELECT id FROM cadres_fileaccess WHERE at < cut ORDER BY id LIMIT most) RETURNING id)
        UPDATE cadres_auditevent SET payload = NULL
         WHERE source = 'cadres.fileaccess' AND source_id IN (SELECT id FROM gone);
    WHEN 'api_days' THEN
        DELETE FROM cadres_apiday WHERE id IN
            (SELECT id FROM cadres_apiday WHERE day < asked.before ORDER BY id LIMIT most);
    WHEN 'sign_ins' THEN
        DELETE FROM cadres_signin WHERE id IN
            (SELECT id FROM cadres_signin WHERE ended_at < cut ORDER BY id LIMIT most);
    WHEN 'log_ins' THEN
        DELETE FROM axes_accesslog WHERE id IN
            (SELECT id FROM axes_accesslog WHERE attempt_time < cut ORDER BY id LIMIT most);
    WHEN 'failed_log_ins' THEN
        DELETE FROM axes_accessfailurelog WHERE id IN
            (SELECT id FROM axes_accessfailurelog WHERE attempt_time < cut ORDER BY id LIMIT most);
    WHEN 'notices' THEN
        DELETE FROM cadres_notice WHERE id IN
            (SELECT id FROM cadres_notice WHERE settled_at < cut ORDER BY id LIMIT most);
    WHEN 'sent' THEN
        DELETE FROM cadres_outboxmessage WHERE id IN
            (SELECT id FROM cadres_outboxmessage WHERE sent_at < cut ORDER BY id LIMIT most);
    END CASE;
    GET DIAGNOSTICS went = ROW_COUNT;
    RETURN went;
END;
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0112_disposals'),
        ('axes', '0009_add_session_hash'),
    ]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION cadres_dispose(bigint, integer)"),
    ]
