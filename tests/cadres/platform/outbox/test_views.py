"""The outbox on the administrator's pages."""

import pytest
from django.test import Client
from django.urls import reverse

from cadres.models import OutboxMessage, Step
from config import health

pytestmark = pytest.mark.django_db
LIST = "cadres:outbox_list"


@pytest.fixture
def browser(system, as_user):
    return as_user(system)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(browser, parked, letter, rows, django_assert_num_queries):
    for number in range(rows):
        parked(str(number))
    letter("waits")
    browser.get("/")  # the session is there

    with django_assert_num_queries(5):  # session, account, frame, messages, backlog
        page = browser.get(reverse(LIST))

    assert len(page.context["page"].rows) == rows + 1


def test_the_list_shows_the_state_and_neither_address_nor_text(browser, parked):
    message = parked("a secret key")

    page = browser.get(reverse(LIST), {"state": "parked"}).content.decode()

    assert "SMTPRecipientsRefused 550" in page
    assert message.user.username in page
    assert message.user.email not in page
    assert "a secret key" not in page


def test_the_list_is_filtered_by_state_channel_and_account(browser, parked, letter):
    bad, good = parked("bad"), letter("good")

    def found(**query):
        return [row.pk for row in browser.get(reverse(LIST), query).context["page"].rows]

    assert found(state="parked") == [bad.pk]
    assert found(state="waiting") == [good.pk]
    assert found(channel="email") == [good.pk, bad.pk]
    assert found(user=good.user.username) == [good.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_message(browser, parked, system, rows, django_assert_num_queries):
    message = parked()
    for _step in range(rows):
        Step.objects.create(subject=f"cadres.outboxmessage:{message.pk}", move="try_again", by=system)
    browser.get("/")

    with django_assert_num_queries(5):  # session, account, frame, message, steps
        page = browser.get(message.get_absolute_url())

    text = page.content.decode()
    assert f"{message.uid}@" in text
    assert reverse("cadres:outbox_try_again", args=[message.pk]) in text
    assert message.user.email not in text


def test_what_is_not_parked_offers_nothing(browser, letter):
    message = letter()

    text = browser.get(message.get_absolute_url()).content.decode()

    assert reverse("cadres:outbox_try_again", args=[message.pk]) not in text
    assert reverse("cadres:outbox_give_up", args=[message.pk]) not in text


def test_a_message_is_tried_again_and_goes_out(browser, parked, sink):
    from cadres.platform.outbox.services.delivery import deliver  # noqa: PLC0415 -- beside its use

    message = parked()

    assert browser.get(reverse("cadres:outbox_try_again", args=[message.pk])).status_code == 405
    answer = browser.post(reverse("cadres:outbox_try_again", args=[message.pk]))
    assert answer.url == message.get_absolute_url()
    deliver()

    assert sink.recipients == [message.user.email]
    again = browser.post(reverse("cadres:outbox_try_again", args=[message.pk]), follow=True)
    assert "not parked any more" in again.content.decode()
    message.refresh_from_db()
    assert message.state == "sent"


def test_the_selected_are_tried_again_and_only_the_parked(browser, parked, letter):
    first, second, other = parked("1"), parked("2"), letter("3")

    answer = browser.post(reverse(LIST), {"bulk": "try_again", "pick": [first.pk, other.pk, "nonsense"]}, follow=True)

    assert "1 message is tried again." in answer.content.decode()
    assert OutboxMessage.objects.get(pk=first.pk).state == "waiting"
    assert OutboxMessage.objects.get(pk=second.pk).state == "parked"
    none = browser.post(reverse(LIST), {"bulk": "try_again", "pick": [other.pk]}, follow=True)
    assert "None of the selected messages is parked." in none.content.decode()


def test_giving_up_asks_for_the_reason(browser, parked):
    message = parked()
    address = reverse("cadres:outbox_give_up", args=[message.pk])

    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": " "}).status_code == 422
    assert browser.post(address, {"reason": "Told by telephone."}).url == message.get_absolute_url()

    message.refresh_from_db()
    assert message.state == "given_up"
    assert "Told by telephone." in browser.get(message.get_absolute_url()).content.decode()
    assert browser.post(address, {"reason": "Again."}).status_code == 422


def test_a_number_that_is_none_is_not_found(browser):
    for name in ("outbox_detail", "outbox_give_up"):
        assert browser.get(reverse(f"cadres:{name}", args=[0])).status_code == 404
    assert browser.post(reverse("cadres:outbox_try_again", args=[0])).status_code == 404


def test_nobody_else_changes_anything(staff, leader, parked, as_user):
    message = parked()
    for user in (staff, leader):
        client = as_user(user)
        for name in ("outbox_try_again", "outbox_give_up"):
            answer = client.post(reverse(f"cadres:{name}", args=[message.pk]), {"reason": "x"})
            assert answer.status_code == 403
        assert client.post(reverse(LIST), {"bulk": "try_again", "pick": [message.pk]}).status_code == 403
        assert not OutboxMessage.objects.visible_to(user).exists()
    message.refresh_from_db()
    assert message.state == "parked"


@pytest.mark.django_db(transaction=True)
def test_health_tells_the_backlog_and_does_not_turn_red_for_it(parked, letter, monkeypatch):
    parked("p"), letter("w")
    monkeypatch.setattr(health, "parts", lambda: {"database": (health.UP, "answered")})

    answer = Client().get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["detail"]["outbox"].startswith("1 parked, 1 waiting, the oldest for ")


@pytest.mark.django_db(transaction=True)
def test_the_page_of_health_shows_the_outbox(browser, parked):
    parked()

    page = browser.get(reverse("health")).content.decode()

    assert "1 parked, 0 waiting" in page
    assert reverse(LIST) in page


def test_health_without_a_database_does_not_ask_it(monkeypatch):
    monkeypatch.setattr(health, "parts", lambda: {"database": (health.DOWN, "OperationalError")})

    answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()["detail"]["outbox"]) == (503, "unknown")
