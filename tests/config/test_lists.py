"""A list is declared once: its page, its export and the API read the same definition."""

from dataclasses import fields
from operator import attrgetter

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.http import QueryDict

from cadres.platform.accounts.choices import Role
from cadres.shared.api.routes import ROUTES
from cadres.shared.api.viewsets import ScopedViewSet
from cadres.shared.lists.condition_page import ConditionBuilder
from cadres.shared.lists.definition import LISTS, ListDefinition
from cadres.shared.lists.export_links import ask_url
from cadres.shared.lists.views import RecordList
from cadres.shared.permissions import PERMISSIONS_OF
from tests.config.test_access_matrix import routes
from tests.support.cadres import UserFactory

DECLARED = {field.name for field in fields(ListDefinition)}
FETCHED = {"queryset", "found", "get_queryset", "list_name", "list_url"}  # by which a view would have rows of its own
# Requests that are asked for keep these; who renames an address carries them over.
PERSONAL = {
    "cadres:cadre_list",
    "cadres:verification_list",
    "cadres:tenure_list",
    "cadres:correction_list",
    "cadres:kinship_list",
    "training:need_list",
    "training:enrolment_list",
    "assessment:score_list",
    "incentives:award_list",
    "incentives:subsidy_list",
    "selection:watch_list",
}

each = pytest.mark.parametrize("definition", list(LISTS), ids=lambda definition: definition.key)


def pages(base):
    """The views of this kind by the name of their address."""
    found = {name: getattr(pattern.callback, "view_class", None) for name, pattern in routes().items()}
    return {name: view for name, view in found.items() if view and issubclass(view, base)}


def viewsets():
    return {route.viewset for route in ROUTES if issubclass(route.viewset, ScopedViewSet)}


def account(definition):
    business = [role for role in (Role.STAFF, Role.LEADER) if definition.permission in PERMISSIONS_OF[role]]
    others = [role for role in Role if definition.permission in PERMISSIONS_OF.get(role, ())]
    return UserFactory(role=(business or others)[0])


@each
def test_each_list_is_shown_at_the_address_that_is_its_key(definition):
    assert pages(RecordList)[definition.key].definition is definition


def test_every_page_of_a_list_has_a_definition_that_its_noun_contributes():
    strangers = {name for name, view in pages(RecordList).items() if LISTS.get(view.definition.key) != view.definition}

    assert strangers == set()
    assert len(LISTS) > 25


@pytest.mark.parametrize("view", sorted({*pages(RecordList).values()}, key=attrgetter("__qualname__")))
def test_a_page_declares_nothing_of_the_list_beside_its_definition(view):
    own = view.mro()[: view.mro().index(RecordList)]

    assert {name for one in own for name in vars(one)} & (DECLARED | FETCHED) == set()


def test_a_page_of_conditions_searches_the_list_on_which_it_shows_the_result():
    for view in pages(ConditionBuilder).values():
        assert LISTS[view.definition.key].conditions is not None
        assert set(vars(view)) & (DECLARED - {"title"} | FETCHED) == set()


@pytest.mark.parametrize("viewset", sorted(viewsets(), key=attrgetter("__name__")))
def test_the_api_declares_only_what_it_wants_otherwise(viewset):
    definition = viewset.definition
    if definition is None:
        assert viewset.filterset_class not in [one.filterset_class for one in LISTS], "there is a definition for it"
        return
    given = {**vars(definition), "sorts": tuple(definition.sorts.values())}
    del given["default_sort"]  # the order of a program is its own
    again = [name for name in given if name in vars(viewset) and vars(viewset)[name] == given[name]]

    assert LISTS[definition.key] is definition
    assert again == []
    assert viewset.queryset.model is definition.model


@each
def test_each_list_answers_without_any_request(definition, db):
    user = account(definition)
    sorts = [f"sort={sign}{column}" for column in definition.sorts for sign in ("", "-")]
    every = ",".join(definition.table_class.base_columns)

    for query in ("", "where=nonsense", f"columns={every}", *sorts):
        listing = definition.asked_by(user, QueryDict(query))
        rows = listing.rows.order_by(listing.order, "pk")
        assert all(len(cells) == len(listing.header()) for _record, cells in listing.cells(rows)), query
    assert definition.asked_by(user, QueryDict(f"columns={every}")).columns.hidden == ()


@each
def test_each_list_is_sorted_by_fields_that_are_never_null(definition, db):
    rows = definition.asked_by(account(definition), QueryDict()).everything()

    for name in {definition.default_sort.lstrip("-"), *definition.sorts.values()} - set(rows.query.annotations):
        assert not field_of(rows.model, name).null, name


def field_of(model, name):
    *way, last = name.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    try:
        return model._meta.get_field(last)
    except FieldDoesNotExist:
        return model._meta.pk


def test_the_lists_of_persons_keep_their_keys():
    assert {definition.key for definition in LISTS if definition.personal} == PERSONAL


@pytest.mark.parametrize("key", sorted(PERSONAL))
def test_of_persons_an_export_is_asked_for(key, staff, as_user):
    assert as_user(staff).get(ask_url("list", "csv", list=key)).status_code == 200


@pytest.mark.parametrize("key", sorted({*LISTS.keys()} - PERSONAL))
def test_of_anything_else_no_export_can_be_asked_for(key, staff, as_user):
    assert as_user(staff).get(ask_url("list", "csv", list=key)).status_code == 404
