"""The quicker ``migrate``: the same state, none of the drawing, and Django as it was afterwards."""

from django.core.management import get_commands
from django.db import models
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from config.management.commands.migrate import undrawn_triggers

TRIGGER = Trigger(
    name="guard",
    sql=UpsertTriggerSql(
        pgid="pgtrigger_guard", table="thing", when="BEFORE", operation="UPDATE", hash="1", func="RETURN NEW;"
    ),
)


def steps():
    """A drawn state before, after a trigger was added, and after it was removed."""
    state = ProjectState()
    state.add_model(ModelState("cadres", "Thing", [("id", models.BigAutoField(primary_key=True))]))
    state.apps  # noqa: B018 -- draws
    for step in (AddTrigger("thing", TRIGGER), RemoveTrigger("thing", "guard")):
        before = state.apps.get_model("cadres", "thing")
        step.state_forwards("cadres", state)
        drawn = state.apps.get_model("cadres", "thing") is not before
        yield [trigger.name for trigger in state.models["cadres", "thing"].options["triggers"]], drawn


def test_a_trigger_is_known_without_drawing_anything():
    with undrawn_triggers():
        found = list(steps())

    assert found == [(["guard"], False), ([], False)]


def test_outside_of_it_django_draws_as_ever():
    with undrawn_triggers():
        pass

    assert list(steps()) == [(["guard"], True), ([], True)]
    assert get_commands()["migrate"] == "config"
