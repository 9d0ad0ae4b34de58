"""What somebody may not see is not answered either: by filter, sort, condition or export."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.test import Client
from django.urls import reverse

from cadres.platform.accounts.services.tokens import make_token
from cadres.platform.search.filters import NameFilter
from cadres.shared.api.base import BASE
from cadres.shared.api.readings import is_personal
from cadres.shared.api.routes import ROUTES
from cadres.shared.lists.definition import LISTS
from tests.support.cadres import CadreFactory

# Filters of an API list that reach beyond its scope, or by a function: what of its own answer tells the same.
TOLD_BY = {
    ("awards", "name"): "cadre_name",
    ("awards", "family"): "kind",
    ("enrolments", "q"): "cadre_name",
    ("needs", "q"): "cadre_name",
    ("needs", "state"): "settled_by",
    ("scores", "name"): "cadre_name",
    ("scores", "township"): "division_name",
    ("scores", "post"): "post_kind",
    ("scores", "graded"): "grade",
}
# Lists about persons that are no export of their data: what they show is the record of who did what.
NOT_EXPORTED = {
    "cadres:access_list": "numbers of files, no names; for the auditor",
    "cadres:duplicate_list": "gives no files",
    "cadres:merge_list": "gives no files",
    "selection:election_list": "posts, stages and days",
    "selection:vacancy_list": "posts, stages and days",
}
OF_PERSONS = ("cadre", "name", "nominee", "holder", "leaver")


def beyond(model, path, scope):
    """Whether a path of a query leads into records of another scope, further than their key."""
    for step in path.split("__"):
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return False
        if field.related_model is None or step.endswith("_id"):
            return False
        model = field.related_model
        app = model._meta.app_label
        if (BASE if app == "cadres" else app) != scope:
            return True
    return False


def paths_of(one):
    return list(one.names.values()) if isinstance(one, NameFilter) else [one.field_name]


def reaching_out():
    for route in ROUTES:
        view = route.viewset
        filterset = getattr(view, "filterset_class", None)
        for name, one in filterset.base_filters.items() if filterset else ():
            out = any(beyond(view.queryset.model, path, view.scope) for path in paths_of(one))
            if out or (one.method and view.scope != BASE):
                yield route, name


def test_a_filter_answers_only_what_its_list_tells():
    assert {(route.prefix, name) for route, name in reaching_out()} == set(TOLD_BY)

    for route, name in reaching_out():
        view = route.viewset(action="list", request=None)
        assert TOLD_BY[route.prefix, name] in view.get_serializer_class()().fields, (route.prefix, name)


def test_a_list_is_sorted_by_what_it_tells():
    for route in ROUTES:
        view = route.viewset
        for path in getattr(view, "sorts", ()):
            assert not beyond(view.queryset.model, path, view.scope), (route.prefix, path)
    for definition in LISTS:
        assert set(definition.sorts) <= set(definition.table_class.base_columns), definition.key


def test_a_list_about_persons_leaves_on_request_only():
    """With ``personal`` its files are asked for, approved and recorded; see docs/exports.md."""
    models = {one.key: one.model or getattr(one.table_class.Meta, "model", None) for one in LISTS}
    about_persons = {key for key, model in models.items() if model is not None and is_personal(model)}
    personal = {one.key for one in LISTS if one.personal}

    assert about_persons - personal == set(NOT_EXPORTED)
    for definition in (one for one in LISTS if one.key in NOT_EXPORTED and one.exportable):
        columns = " ".join(definition.table_class.base_columns)
        assert definition.key == "cadres:access_list" or not [word for word in OF_PERSONS if word in columns]


@pytest.mark.parametrize(("scopes", "status"), [([BASE], 200), (["assessment"], 403), ([BASE, "assessment"], 200)])
def test_a_condition_is_answered_within_the_scopes_of_the_token(scopes, status, robot):
    CadreFactory()
    _token, secret = make_token(robot, name="Test", scopes=scopes, days=1, by=None)
    client = Client(headers={"authorization": f"Token {secret}"})

    assert client.get(reverse("v1:cadre-list"), {"where": "age.min.18"}).status_code == status


@pytest.mark.parametrize(("scopes", "status"), [([BASE], 400), ([BASE, "training"], 200)])
def test_a_condition_about_another_scope_needs_that_scope(scopes, status, robot):
    _token, secret = make_token(robot, name="Test", scopes=scopes, days=1, by=None)
    client = Client(headers={"authorization": f"Token {secret}"})

    assert client.get(reverse("v1:cadre-list"), {"where": "training.min.10"}).status_code == status
