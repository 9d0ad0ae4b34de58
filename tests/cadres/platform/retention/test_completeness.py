"""Whatever keeps the use of the program on record says how long, or is named here with the reason."""

import pytest
from django.apps import apps
from django.db import connection

from cadres.shared.regulations.catalogue import RULES
from cadres.shared.retention import KEPT

STAYS = {
    "cadres.step": "who decided what is part of the procedure's own file",
    "cadres.seal": "digests stay for ever; contents go with the records that they are of",
    "cadres.checkpoint": "the same",
    "cadres.chaincheck": "one row a night",
    "cadres.attachment": "a paper of its record",
    "cadres.attachmentpart": "a paper of its record",
    "cadres.verification": "part of the file",
}


@pytest.mark.parametrize("kept", list(KEPT), ids=lambda kept: kept.key)
def test_each_kind_has_its_rule_and_its_table(kept):
    assert RULES[kept.rule].low >= 6
    model = apps.get_model(kept.model)
    assert model._meta.get_field(kept.moment)


@pytest.mark.django_db
def test_the_function_of_the_database_knows_every_kind_and_no_other():
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'cadres_dispose'")
        source = cursor.fetchone()[0]
    known = {line.split("'")[1] for line in source.splitlines() if line.strip().startswith("WHEN '")}

    assert known == {kept.key for kept in KEPT}


def test_whatever_nobody_may_change_says_how_long_it_stays():
    """But the history of rows, which is part of what it tells of."""
    found = {
        model._meta.label_lower
        for model in apps.get_app_config("cadres").get_models()
        if any(trigger.name == "append_only" for trigger in getattr(model._meta, "triggers", ()))
        and not hasattr(model, "pgh_obj_id")
    }

    assert found <= {kept.model.lower() for kept in KEPT} | set(STAYS)
    assert set(STAYS) <= found
