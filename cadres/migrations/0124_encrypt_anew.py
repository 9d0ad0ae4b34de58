"""The one way past the guards of append-only tables: the same values under another key, and nothing else.

``given`` is a list of {"pk", "was", "now"}: by column the digest of what is stored, and what is to be stored (base64
where the column holds bytes). A row is written where all of it is still as it was, where each new value bears the head
of this key and the old one another, and where the column is one that the database knows as encrypted. So nothing can be
rewritten under the key it lies under, and no other column at all. The history's triggers are passed by, since nothing
that a value says is changed; what was done stands as a step, which the sealed record takes up. It runs with the rights
of the owner of the tables, whoever calls it, and on no tables but his. Rows that somebody is at work on are left alone.

``cadres_passage`` says of a transaction that it is within this function: the guards let nobody else pass who did not
sign in as the owner (``cadres_lets_pass``). A row is there while the function runs and is seen by no other transaction.
"""

from django.db import migrations

FORWARDS = r"""
CREATE TABLE cadres_passage (xact xid8 PRIMARY KEY);
CREATE FUNCTION cadres_encrypt_anew(target text, given jsonb, key_name text, by_id bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    place regclass;
    before text := current_setting('pgtrigger.ignore', true);
    triggers text;
    key_column text;
    wanted text[];
    known integer := 0;
    sets text[] := '{}';
    checks text[] := '{}';
    col record;
    stored text; anew text; head text; new_head text; digest text;
    free bigint[];
    done integer;
BEGIN
    SELECT oid INTO place FROM pg_class
     WHERE relname = target AND relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND pg_get_userbyid(relowner) = current_user;
    IF place IS NULL THEN
        RAISE EXCEPTION 'cadres_encrypt_anew: % is no table of ours', target;
    END IF;
    SELECT attname INTO STRICT key_column
      FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
     WHERE indrelid = place AND indisprimary;
    SELECT array_agg(DISTINCT name) INTO wanted
      FROM jsonb_array_elements(given) AS one, jsonb_object_keys(one -> 'now') AS name;
    FOR col IN
        SELECT attname AS name, atttypid = 'bytea'::regtype AS is_bytes, col_description(attrelid, attnum) AS kind
          FROM pg_attribute
         WHERE attrelid = place AND attnum > 0 AND NOT attisdropped AND attname = ANY (wanted)
    LOOP
        stored := format('t.%I', col.name);
        anew := format('(n.now ->> %L)', col.name);
        IF col.kind = 'blind index' THEN
            checks := checks || format('(NOT n.now ? %L OR %s ~ ''^([0-9a-f]{32})?$'')', col.name, anew);
        ELSIF col.kind = 'encrypted' THEN
            IF col.is_bytes THEN
                anew := format('decode(%s, ''base64'')', anew);
                head := format('encode(substring(%s FROM 1 FOR 12), ''escape'')', stored);
                new_head := format('encode(substring(%s FROM 1 FOR 12), ''escape'')', anew);
                digest := format('encode(sha256(%s), ''hex'')', stored);
            ELSE
                head := format('left(%s, 12)', stored);
                new_head := format('left(%s, 12)', anew);
                digest := format('encode(sha256(convert_to(%s, ''UTF8'')), ''hex'')', stored);
            END IF;
            checks := checks || format(
                '(NOT n.now ? %1$L OR (n.was ->> %1$L = %2$s AND %3$s <> %4$s AND %4$s = %5$L))',
                col.name, digest, head, new_head, 'v2:' || key_name || ':');
        ELSE
            RAISE EXCEPTION 'cadres_encrypt_anew: %.% is no encrypted column', target, col.name;
        END IF;
        sets := sets || format('%1$I = CASE WHEN n.now ? %1$L THEN %2$s ELSE t.%1$I END', col.name, anew);
        known := known + 1;
    END LOOP;
    IF key_name !~ '^[0-9a-f]{8}$' OR wanted IS NULL OR known <> cardinality(wanted) THEN
        RAISE EXCEPTION 'cadres_encrypt_anew: % has no such columns', target;
    END IF;

    SELECT coalesce(array_agg(tgname::text), '{}')::text INTO triggers
      FROM pg_trigger WHERE tgrelid = place AND NOT tgisinternal;
    PERFORM set_config('pgtrigger.ignore', triggers, true);
    INSERT INTO cadres_passage VALUES (pg_current_xact_id());
    EXECUTE format(  -- what somebody is at work on is left to the next pass: nobody waits for anybody
        'SELECT array_agg(pk) FROM (SELECT t.%2$I AS pk FROM %1$s t WHERE t.%2$I = ANY (SELECT (one ->> ''pk'')::bigint'
        ' FROM jsonb_array_elements($1) one) ORDER BY t.%2$I FOR NO KEY UPDATE SKIP LOCKED) held',
        place, key_column) INTO free USING given;
    EXECUTE format(
        'WITH n AS MATERIALIZED (SELECT (one ->> ''pk'')::bigint AS pk, one -> ''was'' AS was, one -> ''now'' AS now'
        ' FROM jsonb_array_elements($1) one),'
        ' written AS (UPDATE %s t SET %s FROM n WHERE t.%I = n.pk AND n.pk = ANY ($2) AND %s RETURNING n.was)'
        ' SELECT coalesce(sum((SELECT count(*) FROM jsonb_object_keys(was))), 0) FROM written',
        place, array_to_string(sets, ', '), key_column, array_to_string(checks, ' AND ')) INTO done USING given, free;
    DELETE FROM cadres_passage WHERE xact = pg_current_xact_id();
    PERFORM set_config('pgtrigger.ignore', coalesce(nullif(before, ''), '{}'), true);

    IF done > 0 THEN
        INSERT INTO cadres_step (subject, move, source, target, by_id, reason, facts, warnings, overridden, edition)
        VALUES ('cadres.fieldkey:' || key_name, 'encrypt_anew', '', '', by_id, '',
                jsonb_build_object('table', target, 'values', done,
                                   'first', (SELECT min((one ->> 'pk')::bigint) FROM jsonb_array_elements(given) one),
                                   'last', (SELECT max((one ->> 'pk')::bigint) FROM jsonb_array_elements(given) one)),
                '[]', '[]', '');
    END IF;
    RETURN done;
END
$$;
REVOKE ALL ON FUNCTION cadres_encrypt_anew(text, jsonb, text, bigint) FROM PUBLIC;
"""
BACKWARDS = "DROP FUNCTION cadres_encrypt_anew(text, jsonb, text, bigint); DROP TABLE cadres_passage"


class Migration(migrations.Migration):
    dependencies = [("cadres", "0123_field_keys")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
