"""Everything that points to what may be merged says how it fares. A new relation without a declared way fails here."""

import pytest
from django.apps import apps

from cadres.platform.merging.points import KINDS, RELATIONS, OnMerge, policies_of
from tests.support.points import without
from tests.support.relations import relations_of


def united_models():
    """Models of which a row may be taken away for its like: what points to them must be declared too."""
    models = {kind.model_class for kind in KINDS}
    return models | {part.model_class for part in RELATIONS if part.key is not None and part.on_merge == OnMerge.MOVE}


@pytest.mark.parametrize("model", sorted(united_models(), key=lambda model: model._meta.label), ids=str)
def test_every_relation_has_a_declared_way(model):
    label = model._meta.label_lower
    declared = {(part.model_class, part.field) for part in policies_of(label)}
    missing = {(field.model, field.name) for field in relations_of(model)} - declared
    refusing = NEVER_TAKEN_AWAY.get(model._meta.label)

    assert not missing or refusing, (
        f"add a line for {sorted((m._meta.label, n) for m, n in missing)} to the merge_policies.py of its noun:"
        f' into("{label}", move("app.Model", "field")); see docs/merging.md'
    )


# Parts whose ``meet`` never lets a row be taken away, so what points to them stays true; and why.
NEVER_TAKEN_AWAY = {
    "training.Enrolment": "two call-ups to one class are refused or both are kept",
    "selection.Nominee": "two nominees of one election are refused or both are kept",
    "selection.FormalCandidate": "two candidates of one assembly are refused or both are kept",
    "incentives.Award": "two awards of a kind are refused",
    "cadres.User": "two accounts are refused",
}


def test_no_declaration_is_out_of_date():
    for part in RELATIONS:
        known = {(field.model, field.name) for field in relations_of(apps.get_model(part.target))}
        assert (part.model_class, part.field) in known, f"{part.model}.{part.field} does not point to {part.target}"


def test_a_relation_that_nobody_declared_is_found():
    gone = without(RELATIONS, ("cadres.cadre", "training.Need", "cadre"))

    with gone, pytest.raises(AssertionError, match=r"training\.Need"):
        test_every_relation_has_a_declared_way(apps.get_model("cadres.Cadre"))
