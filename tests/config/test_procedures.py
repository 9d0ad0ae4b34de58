"""Every table of moves is whole: form, inputs, fields, effects, page and documentation agree with each row."""

import ast
import inspect
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver
from django.utils.module_loading import import_string

from cadres.platform.calendar.models import CalendarYear
from cadres.platform.log.services import make_move
from cadres.shared.pages.form_pages import MovePage
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.workflow import WORKFLOWS, edges
from config.management.commands.print_procedures import page
from tests.support.cadres import LeaderFactory
from tests.support.selection import ready_election

PAGE = settings.BASE_DIR / "docs" / "procedures.md"
WITHOUT_A_TABLE = {CalendarYear}  # a draft is approved whole or discarded, by services that replace its days
OF_EVERY_MOVE = {"seen_stage", "reason", "override"}
# Inputs that are no fields of the record: the effect reads them.
FOR_THE_EFFECT = {("election", "appoint"): {"ends"}}
FOR_THE_WRITES = {("assessment.system", "put_in_force"): {"on"}, ("assessment.system", "retire"): {"on"}}
ROWS = [(workflow, move) for workflow in WORKFLOWS for move in workflow.moves]
every_row = pytest.mark.parametrize(("workflow", "move"), ROWS, ids=[f"{w.name}-{m.name}" for w, m in ROWS])


def moved_models():
    """Models whose stage a trigger guards."""
    for model in apps.get_models():
        triggers = {trigger.name for trigger in getattr(model._meta, "triggers", ())}
        if "stage_moves" in triggers:
            yield model


def pages():
    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns)
            else:
                yield getattr(pattern.callback, "view_class", None)

    return [view for view in walk(get_resolver().url_patterns) if view and issubclass(view, MovePage)]


def test_every_record_with_guarded_stages_has_its_table():
    assert {workflow.model_class for workflow in WORKFLOWS} | WITHOUT_A_TABLE == set(moved_models())


def test_every_table_that_the_code_builds_is_contributed():
    built = [
        path
        for app in ("cadres", "selection", "training", "assessment", "incentives")
        for path in (settings.BASE_DIR / app).rglob("*.py")
        for _found in re.findall(r"= Workflow\(", path.read_text())
    ]
    assert len(built) == len(WORKFLOWS)


def test_every_table_has_one_page_for_its_moves():
    assert sorted(view.workflow.name for view in pages()) == sorted(WORKFLOWS.keys())


@every_row
def test_the_stages_are_stages_of_the_record(workflow, move):
    field = workflow.model_class._meta.get_field(workflow.stage_field)
    assert {*map(str, move.sources), str(move.target)} <= {str(value) for value, _label in field.choices}


@every_row
def test_somebody_may_take_the_move(workflow, move):
    assert [role for role, given in PERMISSIONS_OF.items() if move.permission in given]


@every_row
def test_the_form_asks_for_the_inputs_and_nothing_else(workflow, move):
    fields = set(move.form_class.base_fields)
    assert fields - OF_EVERY_MOVE == set(move.inputs)
    assert "reason" in fields


@every_row
def test_inputs_and_writes_are_fields_of_the_record(workflow, move):
    loose = set(move.inputs) - set(workflow.fields_of(move.inputs))
    key = workflow.name, move.name
    assert loose == FOR_THE_EFFECT.get(key, set()) | FOR_THE_WRITES.get(key, set())
    assert workflow.fields_of(move.writes) == list(move.writes)
    for name in move.writes:
        assert len(inspect.signature(move.writes[name]).parameters) == 1
    assert workflow.fields_of(["nothing_of_this_name"]) == []


@every_row
def test_what_a_move_brings_about_is_one_function_of_the_move(workflow, move):
    for path in filter(None, (move.before, move.effect)):
        function = import_string(path)
        assert list(inspect.signature(function).parameters) == ["taking"]


def test_an_effect_is_named_by_a_row():
    named = {path for _workflow, move in ROWS for path in (move.before, move.effect) if path}
    taking = re.compile(r"^def ([a-z]\w*)\(taking: Taking\) -> None:", re.MULTILINE)
    written = {
        ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts) + "." + name
        for app in ("cadres", "selection", "training", "assessment", "incentives")
        for path in (settings.BASE_DIR / app).rglob("services/**/*.py")
        for name in taking.findall(path.read_text())
    }
    assert written <= named


def asks_for_the_name(path):
    """Functions that take moves and look at which one it is."""
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef) and "make_move" in {
            node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and hasattr(node.func, "id")
        }:
            compared = [node.left for node in ast.walk(function) if isinstance(node, ast.Compare)]
            if any(getattr(left, "id", "") == "name" for left in compared):
                yield function.name


def test_no_service_asks_for_the_name_of_a_move():
    folders = [settings.BASE_DIR / app for app in ("cadres", "selection", "training", "assessment", "incentives")]
    found = {path: list(asks_for_the_name(path)) for folder in folders for path in folder.rglob("*.py")}
    assert {path: names for path, names in found.items() if names} == {}


def test_the_trigger_lets_through_what_the_table_and_the_program_itself_do():
    for workflow in WORKFLOWS:
        (trigger,) = [one for one in workflow.model_class._meta.triggers if one.name == "stage_moves"]
        assert set(edges(workflow.moves)) <= set(trigger.transitions)


@pytest.mark.django_db
def test_a_move_takes_no_input_that_its_row_does_not_name():
    election = ready_election()
    workflow = WORKFLOWS["election"]
    with pytest.raises(TypeError, match=r"election\.abandon takes no closed_on, winner"):
        make_move(workflow, election, "abandon", by=LeaderFactory(), reason="x", winner=None, closed_on=None)


def test_the_page_of_procedures_is_up_to_date():
    assert PAGE.read_text() == "\n".join(page()) + "\n", "run: manage.py print_procedures > docs/procedures.md"
