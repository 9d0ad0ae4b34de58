"""Tenures that began by an election of this program name it; all others were brought in from the files."""

from django.db import migrations

NAME_THE_ELECTION = """
    UPDATE cadres_tenure t
       SET authority = 'selection.election:' || e.id
      FROM selection_election e
      JOIN selection_vacancy v ON v.id = e.vacancy_id
      JOIN selection_nominee n ON n.id = e.winner_id
     WHERE e.stage = 'appointed' AND t.authority = '' AND t.start_basis = 'public_election'
       AND t.cadre_id = n.cadre_id AND t.post_id = v.post_id AND lower(t.held) = e.starts_on
       AND EXISTS (SELECT 1 FROM cadres_step s
                    WHERE s.subject = 'selection.election:' || e.id AND s.target = 'appointed')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadres", "0110_corrections"),
        ("selection", "0001_initial"),
    ]

    operations = [migrations.RunSQL(NAME_THE_ELECTION, migrations.RunSQL.noop)]
