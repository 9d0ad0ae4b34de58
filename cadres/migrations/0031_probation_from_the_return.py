"""Probation within the party has effect until two years after the rights return, not after the decision.

Where the end on record is the one once proposed (two years after the decision) and probation of two years, the longest,
could still have effect, the end is no longer known until the day of the return is entered. What was over is left.
"""

from django.db import migrations

FORWARDS = """
UPDATE cadres_sanction SET effect_until = NULL
 WHERE kind = 'party_probation' AND annulled_on IS NULL
   AND effect_until = (decided_on + interval '24 months')::date
   AND decided_on + interval '48 months' >= CURRENT_DATE
"""


class Migration(migrations.Migration):
    dependencies = [("cadres", "0030_return_of_rights")]

    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
