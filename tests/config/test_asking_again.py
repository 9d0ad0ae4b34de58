"""What opens only to who proved lately who he is: a closed table, asked for in time, losing nothing typed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from cadres.models import Draft, ExportRequest
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.passwords import set_password
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.reauthentication import GRACE
from cadres.shared.workflow import WORKFLOWS
from selection.elections.choices import Stage
from tests.config.test_access_matrix import routes
from tests.support.cadres import CadreFactory, LeaderFactory, UserFactory
from tests.support.exports import LIST, ask
from tests.support.selection import ready_election

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
PASSWORD = "a-Word-of-my-own-77"
DOOR = "/accounts/reauthenticate/"

PAGES = {
    "cadres:account_ask_factor",
    "cadres:account_ask_reset",
    "cadres:account_close",
    "cadres:account_open",
    "cadres:account_reopen",
    "cadres:account_reset",
    "cadres:account_role",
    "cadres:export_new",
    "cadres:field_reveal",
    "cadres:key_encrypt",
    "cadres:token_make",
    "cadres:token_revoke",
}
MOVES = {
    ("account request", "confirm"),
    ("assembly", "declare"),
    ("disposal", "approve"),
    ("election", "appoint"),
    ("export", "approve"),
    ("export", "fetch"),
}
POWERS = {
    "cadres.ask_account",
    "cadres.manage_accounts",
    "cadres.manage_key",
    "cadres.manage_roles",
    "cadres.manage_tokens",
    "cadres.request_export",
    "cadres.reveal_field",
}


def views():
    for name, pattern in routes().items():
        view = getattr(pattern.callback, "view_class", None)
        if view is not None:
            yield name, view


@pytest.fixture(autouse=True)
def _as_installed(settings, time_machine):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    settings.IDLE_TIMEOUT_ADMINISTRATORS = 1800  # which is not what is tried here
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def later(time_machine):
    return lambda seconds: time_machine.move_to(NOW + timedelta(seconds=seconds), tick=False)


def test_the_table_is_closed():
    marked = {name for name, view in views() if getattr(view, "asks_again", False) is True}
    moves = {(workflow.name, move.name) for workflow in WORKFLOWS for move in workflow.moves if move.asks_again}

    assert marked == PAGES
    assert moves == MOVES


def test_whatever_changes_something_by_these_powers_is_marked():
    """A new page of accounts, tokens, exports or masked fields fails here until it asks again."""
    changing = {
        name
        for name, view in views()
        if getattr(view, "permission", None) in POWERS
        and not issubclass(view, MovePage)
        and (issubclass(view, FormPage) or not hasattr(view, "get"))
    }

    assert changing <= PAGES


PLACES = {
    "export": (Role.STAFF, lambda _user: LIST),
    "reveal": (Role.STAFF, lambda _user: reverse("cadres:field_reveal", args=["cadre.phone", CadreFactory().pk])),
    "role": (Role.SECURITY, lambda _user: reverse("cadres:account_role", args=[UserFactory().pk])),
    "reset": (Role.SYSTEM, lambda _user: reverse("cadres:account_ask_reset", args=[LeaderFactory().pk])),
    "token": (Role.SECURITY, lambda _user: reverse("cadres:token_make")),
    "appointment": (
        Role.LEADER,
        lambda _user: reverse("selection:election_move", args=[ready_election(Stage.NOTICED).pk, "appoint"]),
    ),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("seconds", "asked"), [(299, False), (300, True), (301, True)])
def test_five_minutes_after_the_log_in_it_asks_and_leads_back(place, seconds, asked, as_user, later):
    role, at = PLACES[place]
    user = UserFactory(role=role)
    set_password(user, PASSWORD)
    address = at(user)
    browser = as_user(user)
    later(seconds)

    answer = browser.get(address)

    assert (answer.status_code == 302) is asked
    if asked:
        assert answer.url.startswith(f"{DOOR}?next=")
        wrong = browser.post(answer.url, {"password": "wrong"})
        assert wrong.status_code == 200
        assert browser.get(address).status_code == 302
        back = browser.post(answer.url, {"password": PASSWORD, "next": address})
        assert back.url == address
        assert browser.get(address).status_code == 200


@pytest.mark.parametrize(("seconds", "taken"), [(300 + GRACE - 1, True), (300 + GRACE, False)])
def test_a_form_that_was_shown_may_be_sent_and_a_late_one_loses_nothing(seconds, taken, as_user, staff, leader, later):
    set_password(staff, PASSWORD)
    CadreFactory()
    browser = as_user(staff)
    later(seconds)

    answer = browser.post(LIST, {"purpose": "换届考察"})

    assert ExportRequest.objects.exists() is taken
    assert Draft.objects.filter(user=staff).exists() is not taken
    if not taken:
        assert answer.url.startswith(DOOR)
        again = browser.post(answer.url, {"password": PASSWORD})
        assert "换届考察" in browser.get(again.url).text


def test_a_button_leads_back_to_where_it_was_pressed(as_user, leader, later):
    system, account = UserFactory(role=Role.SYSTEM), UserFactory()
    set_password(system, PASSWORD)
    browser = as_user(system)
    later(300 + GRACE)
    page = f"http://testserver{account.get_absolute_url()}"

    answer = browser.post(reverse("cadres:account_close", args=[account.pk]), headers={"referer": page})
    elsewhere = browser.post(
        reverse("cadres:account_close", args=[account.pk]), headers={"referer": "https://example.org/x"}
    )

    assert answer.url == f"{DOOR}?next={account.get_absolute_url()}"
    assert elsewhere.url == f"{DOOR}?next=/"
    account.refresh_from_db()
    assert account.is_active


def test_a_fragment_goes_there_as_a_whole_page(as_user, staff, later):
    cadre = CadreFactory()
    browser = as_user(staff)
    later(300)
    page = f"http://testserver{cadre.get_absolute_url()}"

    answer = browser.get(
        reverse("cadres:field_reveal", args=["cadre.phone", cadre.pk]),
        headers={"HX-Request": "true", "HX-Current-URL": page},
    )

    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{DOOR}?next={cadre.get_absolute_url()}")


def test_whoever_may_not_is_not_asked(as_user, staff, later):
    browser = as_user(staff)
    later(300)

    assert browser.get(reverse("cadres:token_make")).status_code == 403


def test_drafts_are_kept_without_asking(as_user, staff, leader, later):
    CadreFactory()
    browser = as_user(staff)
    later(300 + GRACE)

    assert browser.post(LIST, {"draft": "keep", "purpose": "换届"}).status_code == 200
    assert Draft.objects.filter(user=staff).exists()


def test_a_browser_does_not_go_round_it_by_the_api(as_user, leader, later):
    browser = as_user(leader)
    election = ready_election(Stage.NOTICED)
    later(300 + GRACE)

    answer = browser.post(
        reverse("v1:election-moves", args=[election.pk]),
        {"move": "appoint", "seen_stage": "noticed", "reason": "", "data": {}},
        content_type="application/json",
    )

    assert answer.status_code == 403
    assert "Confirm on a page that it is you" in answer.text


def test_approving_an_export_asks(as_user, staff, leader, later):
    CadreFactory()
    asked = ask(staff, LIST)
    browser = as_user(leader)
    later(300)

    assert browser.get(reverse("cadres:export_move", args=[asked.pk, "approve"])).status_code == 302
    assert browser.get(reverse("cadres:export_move", args=[asked.pk, "decline"])).status_code == 200
