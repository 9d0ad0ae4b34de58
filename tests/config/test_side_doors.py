"""What a procedure owns is written by its services alone; every other door is tried here.

A procedure without an entry in ``OWNED`` fails, and so does a workbook, a form, a resource of the API, a merge or a
line of code that writes an owned field beside the services of its noun.
"""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.forms import ModelForm

from cadres.models import Correction
from cadres.platform.imports.points import RESOURCES
from cadres.platform.merging.points import KINDS
from cadres.shared.api.routes import ROUTES
from cadres.shared.owned import OWNED
from cadres.shared.workflow import WORKFLOWS
from tests.config.test_access_matrix import routes

ROOT = Path(__file__).parents[2]
APPS = ("cadres", "assessment", "training", "selection", "incentives")
MAKES = {"create", "update", "update_or_create", "get_or_create", "bulk_create", "bulk_update", "aupdate"}


def fields_of(model):
    return set(OWNED[model.lower()].fields) if model.lower() in OWNED else set()


# --- the list --------------------------------------------------------------------------------------------


def test_every_procedure_says_what_it_owns():
    assert {flow.model.lower() for flow in WORKFLOWS} - set(OWNED.keys()) == set(), "add it to OWNED in extension.py"


@pytest.mark.parametrize("owned", OWNED, ids=lambda owned: owned.key)
def test_an_entry_names_fields_that_there_are_and_services_that_write_them(owned):
    model = apps.get_model(owned.model)
    known = {one.name for one in model._meta.concrete_fields}

    assert set(owned.fields) <= known
    assert services_of(model)
    for function, callers in owned.called_by.items():
        assert any(hasattr(module, function) for module in services_of(model)), function
        assert callers


@cache
def services_of(model):
    """The modules of services of the noun, by where its model stands."""
    noun = model.__module__.partition(".models")[0]
    places = [noun, *{name for name, owners in PLACES.items() if model._meta.label_lower in owners}]
    found = [f"{place}.services" for place in places]
    return [__import__(name, fromlist=["x"]) for name in found]


# The noun that runs the procedure where it is not the one that keeps the record.
PLACES = {
    "assessment.scores": {"assessment.cycle"},
    "training.enrolments": {"training.trainingclass"},
}


# --- the doors -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.key)
def test_no_workbook_writes_what_a_procedure_owns(resource):
    """Unless it says what it refuses; ``tests/cadres/registry/workbooks`` tries it."""
    label = resource.model._meta.label_lower
    written = {column.name for column in resource.columns if not column.finds}

    assert not written & fields_of(label) or OWNED[label].workbooks.get(resource.key)


def test_no_page_form_writes_what_a_procedure_owns():
    """A form of a model names no owned field; plain forms go through services, which the code below shows."""
    found = []
    for name, pattern in routes().items():
        form = getattr(getattr(pattern.callback, "view_class", None), "form_class", None)
        if isinstance(form, type) and issubclass(form, ModelForm):
            named = set(form.base_fields) & fields_of(form._meta.model._meta.label_lower)
            found += [(name, field) for field in named]

    assert not found


def test_no_resource_of_the_api_writes_by_itself():
    """It reads, and takes moves; each further way to write would have to be listed here."""
    for route in ROUTES:
        assert not {"create", "update", "partial_update", "destroy"} & set(dir(route.viewset)), route.prefix
        writing = {one.__name__ for one in route.viewset.get_extra_actions() if set(one.mapping) - {"get"}}
        assert writing <= {"moves"}, route.prefix


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_no_merge_writes_what_a_procedure_owns(kind):
    assert not set(kind.fields) & fields_of(kind.model)


def test_there_is_no_admin():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


# --- the code --------------------------------------------------------------------------------------------


def sources():
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts), ast.parse(path.read_text())


SOURCES = list(sources())
MODEL_OF = {apps.get_model(owned.model).__name__: owned for owned in OWNED}


def may_write(module, owned):
    model = apps.get_model(owned.model)
    places = [*(one.__name__ for one in services_of(model)), *owned.writers]
    return any(module == place or module.startswith(f"{place}.") for place in places)


def root_of(node):
    """``Tenure`` of ``Tenure.objects.filter(…).update``."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def writes():
    """(module, line, model, field) of each call that writes a field by the name of its model."""
    for module, tree in SOURCES:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            makes = isinstance(node.func, ast.Name) or getattr(node.func, "attr", "") in MAKES
            owned = MODEL_OF.get(root_of(node.func))
            if makes and owned is not None:
                given = {word.arg for word in node.keywords}
                given |= {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}
                for field in given & set(owned.fields):
                    yield module, node.lineno, owned, field


def test_only_the_services_of_its_noun_make_and_update_what_is_owned():
    found = [
        (f"{module}:{line}", owned.model, field)
        for module, line, owned, field in writes()
        if not may_write(module, owned)
    ]

    assert not found


def own_names():
    """Names of owned fields that no field of another model bears, so that an assignment tells whose it is.

    A correction bears the names of what it would write, and is itself written once.
    """
    others = {
        field.name
        for model in apps.get_models()
        if model._meta.app_label in APPS and not hasattr(model, "pgh_tracked_model") and model is not Correction
        for field in model._meta.concrete_fields
        if field.name not in fields_of(model._meta.label)
    }
    return {field for owned in OWNED for field in owned.fields} - others


def targets_of(node):
    for target in node.targets if isinstance(node, ast.Assign) else []:
        yield from target.elts if isinstance(target, ast.Tuple) else [target]


def test_an_owned_field_is_set_in_services_alone():
    names = own_names()
    assert {"held", "start_basis", "annulled_on", "winner", "notice_until"} <= names
    found = [
        f"{module}:{node.lineno} {one.attr}"
        for module, tree in SOURCES
        for node in ast.walk(tree)
        for one in targets_of(node)
        if isinstance(one, ast.Attribute)
        and one.attr in names
        and not any(may_write(module, owned) for owned in OWNED if one.attr in owned.fields)
    ]

    assert not found


def test_services_that_not_everybody_may_call_are_called_by_those_named():
    allowed = {
        function: {*callers, *(one.__name__ for one in services_of(apps.get_model(owned.model)))}
        for owned in OWNED
        for function, callers in owned.called_by.items()
    }
    found = [
        f"{module}:{node.lineno} {called}"
        for module, tree in SOURCES
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (called := getattr(node.func, "id", getattr(node.func, "attr", ""))) in allowed
        and module not in allowed[called]
    ]

    assert not found


def test_every_module_named_is_there():
    names = {module for module, _tree in SOURCES}
    named = {name for owned in OWNED for callers in owned.called_by.values() for name in callers}
    named |= {name for owned in OWNED for name in owned.writers}

    assert named <= names
