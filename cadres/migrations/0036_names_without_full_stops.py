"""Stored names of cadres: a full stop between Chinese characters is the dot of a transcribed name.

The former spelling stays in the history. Files that have been merged into others are not touched.
"""

from django.db import migrations

FORWARDS = r"""
UPDATE cadres_cadre
   SET name = regexp_replace(name, U&'(?<=[\3400-\9FFF])\\s*[.\FF0E]\\s*(?=[\3400-\9FFF])', U&'\00B7', 'g')
 WHERE merged_into_id IS NULL
   AND name ~ U&'[\3400-\9FFF]\\s*[.\FF0E]\\s*[\3400-\9FFF]'
"""


class Migration(migrations.Migration):
    dependencies = [("cadres", "0035_tenures_not_before_birth")]

    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
