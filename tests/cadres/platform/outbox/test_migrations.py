"""Notices that were not mailed yet are carried into the outbox, and back."""

import pytest
from django.db import connection
from django.utils import timezone

from cadres.models import Notice, OutboxMessage
from tests.support.cadres import UserFactory
from tests.support.migrations import migrate

BEFORE, AFTER = "0020_outbox", "0022_notice_without_mailed_at"


def notices_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no table could be altered in this transaction
        cursor.execute("SELECT key, mailed_at IS NULL FROM cadres_notice ORDER BY key")
        return dict(cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.slow
def test_unmailed_notices_are_carried_there_and_back():
    user = UserFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    migrate(BEFORE)
    insert = """
        INSERT INTO cadres_notice (user_id, kind, key, params, url, created_at, mailed_at)
        VALUES (%s, 'k', %s, '{}', '/', now(), %s)
    """
    with connection.cursor() as cursor:
        for key, mailed_at in (("mailed", timezone.now()), ("waits", None), ("goes out", None), ("is parked", None)):
            cursor.execute(insert, [user.pk, key, mailed_at])
    before = notices_now()
    assert before == {"mailed": False, "waits": True, "goes out": True, "is parked": True}

    migrate(AFTER)
    migrate(AFTER)

    keys = dict(Notice.objects.values_list("pk", "key"))
    carried = {keys[row.payload["notice"]]: row for row in OutboxMessage.objects.all()}
    assert set(carried) == {"waits", "goes out", "is parked"}
    for row in carried.values():
        assert (row.channel, row.kind, row.key) == ("email", "notice", f"notice:{row.payload['notice']}")
        assert (row.state, row.tries, row.user_id) == ("waiting", 0, user.pk)  # accounts of today know more columns
    assert len({row.uid for row in carried.values()}) == 3

    now = timezone.now()
    of = OutboxMessage.objects.filter
    of(pk=carried["goes out"].pk).update(state="sent", next_try_at=None, sent_at=now)
    of(pk=carried["is parked"].pk).update(state="parked", next_try_at=None, parked_at=now)
    Notice.objects.create(user=user, kind="k", key="no letter", url="/")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    migrate(BEFORE)

    assert notices_now() == {
        "mailed": False, "waits": True, "goes out": False, "is parked": True, "no letter": False,
    }  # fmt: skip
    assert not OutboxMessage.objects.exists()

    migrate(AFTER)
    assert OutboxMessage.objects.count() == 2
