"""Every contribution of a noun is loaded and can be reached by somebody."""

import inspect
import re
from collections import Counter
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import get_template
from django.urls import get_resolver, reverse
from django.utils import timezone

from cadres.models import Notice, OutboxMessage
from cadres.platform.access_log.points import MASKED_FIELDS
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.points import FACTOR_ASKED, TELL, WARN
from cadres.platform.attachments.points import OWNERS
from cadres.platform.calendar import facts as workdays
from cadres.platform.calendar.points import SPAN_USERS
from cadres.platform.database.points import REPORTED, RIGHTS, SEALERS
from cadres.platform.exports.choices import ExportFormat
from cadres.platform.exports.points import SOURCES, source_of
from cadres.platform.field_keys.points import STORES, Renewed
from cadres.platform.field_keys.services import renewing
from cadres.platform.imports.points import RESOURCES
from cadres.platform.jobs import points as jobs
from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notices
from cadres.platform.outbox.points import CHANNELS, label_of
from cadres.platform.outbox.services import emails
from cadres.platform.rule_examples.points import CALCULATIONS
from cadres.platform.rule_settings.points import REPLAYS
from cadres.platform.search.points import FINDERS
from cadres.registry.appointment_forms.services.exporting import forms_to_give
from cadres.registry.cadre_files.points import GUARDS, REWARDS
from cadres.registry.documents.points import RELIANCES
from cadres.registry.file_page.conditions import CADRES
from cadres.registry.posts.points import PROVIDERS
from cadres.registry.rosters.forms import PLACE
from cadres.registry.rosters.points import COLUMNS
from cadres.registry.townships.points import ENDINGS
from cadres.shared import crypto
from cadres.shared.api import readings
from cadres.shared.api.routes import ROUTES
from cadres.shared.charts import milestones
from cadres.shared.extensions import POINTS, Point, Slot, addresses, load, modules_below
from cadres.shared.files import scanner
from cadres.shared.lists.bulk import LIST_ACTIONS
from cadres.shared.lists.definition import LISTS
from cadres.shared.lists.saved_views import SAVED_VIEWS
from cadres.shared.owned import OWNED
from cadres.shared.pages import submit_once
from cadres.shared.pages.drafts import STORE
from cadres.shared.pages.menu import GROUPS, MENU, TILES
from cadres.shared.pages.overview import OVERVIEW, cards_for
from cadres.shared.pages.panels import PANELS, TOWNSHIP_PANELS
from cadres.shared.pages.todo import TODO
from cadres.shared.pages.week import HAPPENING, happening_for
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.recusal import CONCERNS
from cadres.shared.regulations.catalogue import RULES
from cadres.shared.regulations.judging import JUDGED
from cadres.shared.retention import KEPT
from cadres.shared.schedule import SCHEDULE
from cadres.shared.workflow import TAKEN, WORKFLOWS
from config import navigation, views
from config.api import router
from config.celery import app as celery
from tests.support.cadres import CadreFactory, TownshipFactory, TownshipUserFactory, UserFactory
from tests.support.crypto import put, stored
from tests.support.points import contributed

OURS = ("config", "incentives", "selection", "training", "assessment", "cadres")
# The tests below follow each of these to where it is shown or used. A new point gets its test with its name here.
FOLLOWED = {
    point.name
    for point in (
        *(
            MASKED_FIELDS,
            SOURCES,
            RESOURCES,
            jobs.KINDS,
            merging.KINDS,
            merging.RELATIONS,
            notices.KINDS,
            FINDERS,
            GUARDS,
        ),
        *(RELIANCES, CADRES, PROVIDERS, COLUMNS, ROUTES, milestones.KINDS, SAVED_VIEWS, STORE, STORES),
        *(GROUPS, MENU, TILES),
        *(PANELS, TOWNSHIP_PANELS, TODO, RULES, JUDGED, SCHEDULE, OWNERS, SPAN_USERS, CHANNELS),
        *(emails.KINDS, LISTS, OVERVIEW, HAPPENING),
        *(REWARDS, submit_once.STORE, readings.RECORD, TAKEN, TELL),
        crypto.TOLD,
        scanner.FOUND,  # in test_scanning.py
        *(REWARDS, submit_once.STORE, readings.RECORD, TAKEN, TELL, WARN, FACTOR_ASKED),
        WORKFLOWS,  # in test_procedures.py
        CONCERNS,  # in test_recusal.py
        OWNED,  # in test_side_doors.py
        KEPT,  # in tests/cadres/platform/retention/
        *(RIGHTS, SEALERS, REPORTED),  # in tests/cadres/platform/database/
        CALCULATIONS,  # in test_examples.py
        ENDINGS,
        REPLAYS,
        LIST_ACTIONS,
    )
}


@pytest.fixture
def point():
    made = Point("test", key=lambda item: item[0])
    yield made
    del POINTS["test"]


def account(role):
    return (TownshipUserFactory if role == Role.TOWNSHIP else UserFactory)(role=role)


def roles_with(permission):
    return [role for role, permissions in PERMISSIONS_OF.items() if not permission or permission in permissions]


def each(point):
    return pytest.mark.parametrize("item", list(point), ids=lambda item: str(point._key(item)))


# --- loading ---------------------------------------------------------------------------------------------


def test_every_extension_has_been_loaded_by_its_app(monkeypatch):
    called = []
    names = [name for app in OURS for name in modules_below(app, "extension")]
    for name in names:
        monkeypatch.setattr(import_module(name), "register", lambda name=name: called.append(name))

    for label in OURS:
        apps.get_app_config(label).ready()

    assert called == names
    assert len(names) > 30


def test_registering_again_changes_nothing():
    before = {name: list(point.keys()) for name, point in POINTS.items()}

    import_module("cadres.platform.exports.extension").register()

    assert {name: list(point.keys()) for name, point in POINTS.items()} == before


def test_an_extension_that_contributes_nothing_is_refused(tmp_path, monkeypatch):
    noun = tmp_path / "lone_app" / "noun"
    noun.mkdir(parents=True)
    for file in (noun.parent / "__init__.py", noun / "__init__.py", noun / "extension.py"):
        file.touch()
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ImproperlyConfigured, match=r"lone_app\.noun\.extension has no register"):
        load(SimpleNamespace(name="lone_app"))


def test_nothing_loose_lies_at_the_root_of_an_app():
    allowed = {"__init__", "apps", "models", "urls", "extension"}
    for label in OURS[1:]:
        found = {path.stem for path in Path(apps.get_app_config(label).path).glob("*.py")}
        assert found <= allowed, f"{label}: {found - allowed} belong to a noun"


def test_a_key_contributed_twice_is_a_mistake(point):
    point.add(("a", 1), ("b", 2))
    point.add(("a", 1))

    with pytest.raises(ValueError, match="test: a is contributed twice"):
        point.add(("a", 2))

    assert list(point) == [("a", 1), ("b", 2)]
    assert (point["a"], point.get("c"), "b" in point, "c" in point, len(point)) == (("a", 1), None, True, False, 2)


def test_two_points_never_share_a_name(point):
    with pytest.raises(ValueError, match="there is a point test already"):
        Point("test", key=str)


def test_a_slot_has_room_for_one():
    slot = Slot("test slot")
    try:
        slot.add(len)
        with pytest.raises(ValueError, match="twice"):
            slot.add(max)
        assert slot.only is len
    finally:
        del POINTS["test slot"]


# --- reaching --------------------------------------------------------------------------------------------


def test_every_point_has_contributions_and_a_test():
    assert {name for name, point in POINTS.items() if not len(point)} == set()
    assert set(POINTS) == FOLLOWED


def test_values_that_are_no_fields_of_ours_are_encrypted_anew_too(db):
    class Elsewhere:
        name = "elsewhere"

        def count(self):
            return Counter({"00000000": 3})

        def holds_unbound(self):
            return False

        def renew(self, *, by=None):
            yield Renewed(values=0, unopened={"elsewhere:1": "00000000"})

        def sample(self):
            yield True

    with contributed(STORES, Elsewhere()):
        outcome = renewing.encrypt_anew()

    assert (outcome.others, outcome.unopened) == ({"00000000": 3}, {"elsewhere:1": "00000000"})


def test_whoever_must_know_of_a_value_that_cannot_be_opened_is_told(db):
    told = []
    other, cadre = CadreFactory(phone="1"), CadreFactory(phone="2")
    put(cadre, "phone", stored(other, "phone"))

    with contributed(crypto.TOLD, told.append), pytest.raises(crypto.CannotBeOpened):
        type(cadre).objects.get(pk=cadre.pk).phone  # noqa: B018

    assert [one.place for one in told] == [f"cadres.cadre.phone:{cadre.pk}"]


@each(TODO)
def test_the_home_page_asks_for_each_todo_list(item, db, rf):
    asked = []
    (role, *_more) = roles_with(item.permission)
    user = account(role)
    spied = type(item)(item.key, item.permission, lambda *given: asked.append(given) or item.build(*given), item.place)

    with contributed(TODO, spied):
        views.due_lists(user, today := timezone.localdate())

    assert asked == [(user, today)]


@each(OVERVIEW)
def test_the_first_page_of_a_leader_asks_for_each_card(item, db):
    asked = []
    leader = account(Role.LEADER)
    spied = replace(item, build=lambda *given: asked.append(given))

    with contributed(OVERVIEW, spied):
        cards_for(leader, today := timezone.localdate(), at_work=False)

    assert asked == [(leader, today)]
    assert reverse(item.url_name) == item.url


@each(HAPPENING)
def test_the_week_of_the_staff_asks_for_what_happens(item, db):
    asked = []
    staff = account(Role.STAFF)

    with contributed(HAPPENING, replace(item, build=lambda *given: asked.append(given))):
        happening_for(staff, today := timezone.localdate())

    assert asked == [(staff, today)]


@each(MENU)
def test_each_entry_of_the_menu_is_offered_to_somebody(item, db, rf):
    assert item.group in GROUPS
    request = rf.get("/")
    request.user = account(roles_with(item.permission)[0])

    assert reverse(item.url_name) in [one.url for group in navigation.menu(request) for one in group.items]


def test_each_group_of_the_menu_has_entries():
    assert {entry.group for entry in MENU} == GROUPS.keys()


@each(TILES)
def test_each_tile_is_on_the_home_page_of_an_administrator(item, db):
    administrators = [role for role in roles_with(item.permission) if account(role).is_administrator]

    shown = views.tiles(account(administrators[0]))

    assert (reverse(item.url_name), item.label) in [(tile["url"], tile["title"]) for tile in shown]


def test_the_router_serves_each_route():
    served = {(prefix, viewset, basename) for prefix, viewset, basename in router.registry}

    assert served == {(route.prefix, route.viewset, route.basename) for route in ROUTES}
    assert len(served) == len(ROUTES)


@each(SCHEDULE)
def test_beat_sends_a_task_that_every_process_knows(item):
    assert item.task in celery.tasks
    assert celery.conf.beat_schedule[item.key] == item.as_entry()


@pytest.mark.parametrize("app", [name for name in OURS if name != "config"])
def test_the_addresses_of_every_noun_are_served(app):
    nouns = addresses(app)
    served = {id(one.urlconf_module) for one in _included(get_resolver())}

    assert nouns
    assert {id(noun.urlconf_module) for noun in nouns} <= served


def _included(resolver):
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield one
            yield from _included(one)


@each(PANELS)
def test_each_section_of_a_file_opens(item, db, as_user):
    cadre = CadreFactory()
    user = UserFactory(role=next(role for role in (Role.STAFF, Role.LEADER) if role in roles_with(item.permission)))

    page = as_user(user).get(reverse("cadres:cadre_panel", args=[cadre.pk, item.key]))

    assert page.status_code == 200
    assert item.template in [template.name for template in page.templates]


@each(TOWNSHIP_PANELS)
def test_each_section_of_a_township_opens(item, db):
    (role, *_more) = roles_with(item.permission)

    assert get_template(item.template)
    assert isinstance(item.load(TownshipFactory(), account(role)), dict)


@each(milestones.KINDS)
def test_each_kind_of_marks_is_asked_for_by_the_career(item, db):
    user = UserFactory(role=Role.STAFF)
    asked = []
    spied = type(item)(item.key, item.title, item.permission, lambda *given: asked.append(given) or [])
    cadre = CadreFactory()

    with contributed(milestones.KINDS, spied):
        milestones.milestones_of(cadre, user)

    assert asked == [(cadre, user)]


@each(FINDERS)
def test_each_finder_finds_for_somebody(item, db):
    (role, *_more) = roles_with(item.permission)

    assert item.find(account(role), "无此", 1) == []
    assert item.more is None or item.more("无此").startswith("/")


@each(notices.KINDS)
def test_each_notice_has_a_text_that_its_params_fill(item):
    names = re.findall(r"%\((\w+)\)", str(item.text))

    text = notices.text_of(item.kind, {name: f"<{name}>" for name in names})

    assert text
    assert all(f"<{name}>" in text for name in names)


@each(jobs.KINDS)
def test_each_job_takes_the_job_and_its_progress(item):
    assert list(inspect.signature(item.function).parameters)[:2] == ["job", "progress"]
    assert str(item.label)


@each(LISTS)
def test_each_list_is_a_page_for_somebody(item, db, as_user):
    assert as_user(account(roles_with(item.permission)[0])).get(address_of(item.key)).status_code == 200


@pytest.mark.parametrize("item", [one for one in LISTS if one.saved_views], ids=lambda one: one.key)
def test_each_list_that_is_kept_under_a_name_has_one_address(item):
    assert reverse(item.key)


@pytest.mark.parametrize("item", [one for one in LISTS if one.usual], ids=lambda one: one.key)
def test_what_is_usual_in_a_list_is_in_its_filter(item):
    filterset = item.filterset_class
    for name, value in item.usual.items():
        assert value in dict(filterset.base_filters[name].field.choices)


@each(LIST_ACTIONS)
def test_each_added_action_is_offered_in_its_list_and_runs(item, db, as_user):
    user = account(roles_with(item.bulk.permission)[0])
    assert user.has_perm(LISTS[item.on].permission)
    page = address_of(item.on)
    CadreFactory()
    answer = as_user(user).get(page)

    assert str(item.bulk.label) in answer.content.decode()
    keys = [row.pk for row in answer.context["page"].rows]
    assert keys
    answer = as_user(user).post(page, {"bulk": item.bulk.key, "pick": keys})
    assert answer.status_code == 302
    assert as_user(user).get(answer.url).status_code == 200


def address_of(key):
    """Duplicates stand by kind of record."""
    return reverse(key, args=["cadre"] if key == "cadres:duplicate_list" else [])


@each(SOURCES)
def test_each_export_can_be_asked_for(item):
    assert source_of(item.key) is item
    assert set(item.formats) <= set(ExportFormat.values)


@each(RESOURCES)
def test_each_resource_is_taken_in_by_somebody(item):
    assert set(roles_with(item.permission)) & set(roles_with("cadres.import_records"))
    assert reverse("cadres:import_upload", args=[item.key])


@each(MASKED_FIELDS)
def test_each_masked_field_is_a_field_that_somebody_may_see(item):
    assert item.model()._meta.get_field(item.field)
    assert roles_with(item.permission)


@each(merging.KINDS)
def test_each_kind_of_duplicates_is_a_model_that_can_be_merged(item):
    assert item.model_class._meta.get_field("merged_into")
    assert roles_with(item.view)


@each(merging.RELATIONS)
def test_each_relation_in_merging_is_asked_for_its_target(item):
    assert apps.get_model(item.target)
    assert item in merging.policies_of(item.target)


@each(CADRES)
def test_each_condition_is_offered_to_somebody(item, db):
    (role, *_more) = [role for role in roles_with(item.permission) if role in (Role.STAFF, Role.LEADER)]

    assert item in CADRES.offered(account(role))


def test_each_rule_is_on_the_page_of_rules(db, as_user):
    page = as_user(UserFactory(role=Role.LEADER)).get(reverse("cadres:rule_list"))
    shown = {rule["shown"].rule.key for _title, rules in page.context["groups"] for rule in rules}

    assert shown == RULES.keys()


def test_each_day_that_judges_is_on_the_page_of_rules(db, as_user):
    page = as_user(UserFactory(role=Role.LEADER)).get(reverse("cadres:rule_list"))

    assert {kind.key for kind in page.context["judged"]} == JUDGED.keys()


def test_each_column_is_offered_for_a_roster(db, as_user):
    page = as_user(UserFactory(role=Role.STAFF)).get(reverse("cadres:roster_create")).text

    assert [column.key for column in COLUMNS if f"{PLACE}{column.key}" not in page] == []


def test_functions_and_stores_are_those_of_the_nouns_that_keep_them():
    assert [function.__name__ for function in GUARDS] == [
        "refuse_derived",
        "refuse_birth_after_posts",
        "refuse_gone_with_post",
        "refuse_settled",
    ]
    assert [function.__name__ for function in ENDINGS] == ["refuse_end_of_pilot"]
    assert [function.__name__ for function in RELIANCES] == ["reliances"]
    assert SAVED_VIEWS.only.__module__ == "cadres.platform.saved_views.services"
    assert STORE.only.put.__module__ == "cadres.platform.drafts.services"
    assert submit_once.STORE.only.take.__module__ == "cadres.platform.submissions.services"
    assert TAKEN.only.__module__ == "cadres.platform.log.services"  # used in test_four_eyes.py
    assert FACTOR_ASKED.only.__module__ == "cadres.platform.rule_settings.facts"
    assert readings.RECORD.only.__module__ == "cadres.platform.access_log.services"  # used in test_api_readings.py


def test_holders_of_accounts_are_told_by_the_noun_that_knows_notices(staff):
    TELL.only(staff, "change_password", "own:test", {})
    security = UserFactory(role=Role.SECURITY)
    WARN.only(staff, "security_key_copied", "own:other", {"key": "K"})

    assert Notice.objects.get(user=staff).kind == "cadres.own_change_password"
    assert Notice.objects.get(user=security).kind == "cadres.account_security_key_copied"


@each(REWARDS)
def test_the_form_asks_each_noun_for_rewards_and_punishments(item, db):
    asked = []
    cadre = CadreFactory()

    with contributed(REWARDS, replace(item, load=lambda ids: asked.append(list(ids)) or {})):
        forms_to_give([cadre])

    assert asked == [[cadre.pk]]
    assert item.words


@each(REPLAYS)
def test_each_kind_of_cases_is_judged_anew_for_somebody(item, db):
    assert roles_with(item.permission)
    assert list(item.judge(account(roles_with(item.permission)[0]), lambda book: book)) == []


@each(PROVIDERS)
def test_each_provider_gives_a_row_a_seat(item, db):
    assert list(item.rows().values_list("post", "seat")) == []


@each(OWNERS)
def test_each_owner_of_attachments_is_a_model_whose_papers_somebody_reads(item):
    assert apps.get_model(item.model).objects.visible_to
    assert set(roles_with(item.view_permission)) & set(roles_with("cadres.view_attachment"))


@each(SPAN_USERS)
def test_each_user_of_working_days_is_asked_when_days_become_known(item, db):
    assert item.changes(workdays.known()) == []
    assert str(item.title)


@each(CHANNELS)
def test_each_way_to_the_outside_has_a_name_for_people(item):
    assert label_of(item.name) == item.label


@each(emails.KINDS)
def test_each_letter_is_not_sent_when_its_ground_is_gone(item, db):
    assert item.write(OutboxMessage(channel="email", kind=item.kind, payload={"notice": 0})) is None
