"""Stored names of cadres in the spelling in which names are compared from now on.

One kind of dot without spaces round it, no invisible signs, no spaces between Chinese characters, narrow letters. The
former spelling stays in the history. Files that have been merged into others are not touched.
"""

from django.db import migrations

FORWARDS = r"""
UPDATE cadres_cadre SET name = spelt.name
  FROM (
    SELECT id, regexp_replace(regexp_replace(regexp_replace(trim(translate(
                name,
                U&'\2022\2027\2219\22C5\30FB\FF65\2024' || wide.signs,
                U&'\00B7\00B7\00B7\00B7\00B7\00B7\00B7' || wide.narrow
            )),
            U&'[\00AD\200B-\200F\2060\FEFF]', '', 'g'),
            U&'\\s*\00B7\\s*', U&'\00B7', 'g'),
            U&'(?<=[\3400-\9FFF])\\s+(?=[\3400-\9FFF])', '', 'g') AS name
      FROM cadres_cadre,
           (SELECT string_agg(chr(65248 + code), '' ORDER BY code) AS signs,
                   string_agg(chr(code), '' ORDER BY code) AS narrow
              FROM generate_series(48, 122) code WHERE chr(code) ~ '[0-9A-Za-z]') wide
     WHERE merged_into_id IS NULL
  ) spelt
 WHERE cadres_cadre.id = spelt.id AND cadres_cadre.name <> spelt.name AND spelt.name <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("cadres", "0027_unknown_is_a_value")]

    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
