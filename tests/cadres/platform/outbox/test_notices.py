"""Notices and their e-mails: one change, one count, one letter."""

import pytest
from django.db import transaction

from cadres.models import Notice, OutboxMessage, User
from cadres.platform.notices import services as notices
from cadres.platform.notices.points import KINDS, NoticeKind
from cadres.platform.outbox.services import delivery as outbox
from tests.support.cadres import UserFactory
from tests.support.concurrency import run_concurrently

KINDS.add(NoticeKind("tests.plain", "Do %(what)s"))
PLAIN = {"kind": "tests.plain", "params": {"what": "x"}, "url": "/cadres/"}


def note(user, key):
    return Notice(user=user, key=key, **PLAIN)


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_notices_and_letters_cost_two_queries_however_many(people, django_assert_num_queries):
    users = [UserFactory() for _ in range(people)]

    with django_assert_num_queries(2):
        assert notices.notify(users, key="k", **PLAIN) == people

    assert OutboxMessage.objects.waiting().count() == people
    assert {row.payload["notice"] for row in OutboxMessage.objects.all()} == set(
        Notice.objects.values_list("pk", flat=True)
    )


@pytest.mark.django_db
def test_only_the_new_ones_count_and_are_mailed(staff, leader, django_assert_num_queries):
    notices.notify([staff], key="k", **PLAIN)

    assert notices.notify([staff, leader, leader], key="k", **PLAIN) == 1
    with django_assert_num_queries(1):
        assert notices.notify([staff, leader], key="k", **PLAIN) == 0
    with django_assert_num_queries(0):
        assert notices.notify([], key="k", **PLAIN) == 0
    assert OutboxMessage.objects.count() == Notice.objects.count() == 2


@pytest.mark.django_db
def test_what_a_notice_holds_comes_through_unchanged(staff):
    params = {"what": "“中文”\n%s \\ '", "on": "2026-11-23", "number": 1.5, "none": None}
    notices.notify([staff], kind="tests.plain", key="k", params=params, url="/?a=%20", due_on=None)

    notice = Notice.objects.get()
    assert (notice.params, notice.url, notice.due_on, notice.settled_at) == (params, "/?a=%20", None, None)
    assert notice.created_at is not None


@pytest.mark.django_db(transaction=True)
def test_of_many_who_notify_at_once_each_notice_is_counted_by_one(staff, leader):
    """Counting before and after would count what another worker wrote meanwhile."""
    one_way = lambda: notices.notify([staff, leader], key="k", **PLAIN)  # noqa: E731 -- two of a kind
    other_way = lambda: notices.notify([leader, staff], key="k", **PLAIN)  # noqa: E731

    assert sum(run_concurrently(one_way, other_way, one_way, other_way)) == 2
    assert OutboxMessage.objects.count() == Notice.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_notice_that_is_rolled_back_leaves_no_letter(staff):
    with transaction.atomic():
        notices.notify([staff], key="k", **PLAIN)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_thousands_are_given_by_two_queries(django_assert_num_queries):
    users = User.objects.bulk_create(User(username=f"u{number}", name="n", role="staff") for number in range(2000))

    with django_assert_num_queries(2):
        assert notices.notify_each(note(user, f"k{user.pk}") for user in users) == 2000
    assert OutboxMessage.objects.count() == 2000


@pytest.mark.django_db
def test_mail_goes_to_who_has_an_address_and_an_open_account(sink, staff):
    without, closed = UserFactory(email=""), UserFactory(is_active=False)
    notices.notify([staff, without, closed], key="k", **PLAIN)

    assert outbox.deliver() == 3
    assert outbox.deliver() == 0

    [sent] = sink.letters
    assert (sent["To"], sent["Subject"]) == (staff.email, "Do x")
    assert "http://127.0.0.1:8000/cadres/" in sent.get_content()
    assert sorted(OutboxMessage.objects.values_list("state", flat=True)) == ["sent", "skipped", "skipped"]


@pytest.mark.django_db
def test_the_letter_is_in_the_language_of_the_installation(sink, staff, settings):
    from django.utils import translation  # noqa: PLC0415 -- beside its use

    settings.LANGUAGE_CODE = "zh-hans"
    notices.notify([staff], key="k", **PLAIN)
    with translation.override("en"):
        outbox.deliver()

    assert "请在此查看" in sink.letters[0].get_content()


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["settle", "settle_own"])
def test_what_is_settled_before_its_letter_leaves_is_not_mailed(sink, staff, leader, how):
    notices.notify([staff], key="done", **PLAIN)
    notices.notify([leader], key="open", **PLAIN)
    if how == "settle":
        notices.settle("done")
    else:
        notices.settle_own(Notice.objects.get(key="done"), by=staff)

    assert outbox.deliver() == 2
    assert sink.recipients == [leader.email]
    assert OutboxMessage.objects.get(user=staff).state == "skipped"
