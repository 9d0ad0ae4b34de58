"""Two workers at one outbox."""

import pytest
from django.core import mail

from cadres.models import Notice
from cadres.platform.notices import services as notices
from tests.support.cadres import UserFactory
from tests.support.concurrency import at_once


@pytest.mark.django_db(transaction=True)
def test_two_workers_mail_each_notice_once():
    for number in range(6):
        user = UserFactory()
        Notice.objects.create(user=user, kind="tests.plain", key=str(number), params={"what": "x"}, url="/")

    results = at_once(notices.send_batch, notices.send_batch)

    assert sum(results) == 6
    assert len(mail.outbox) == 6
    assert not Notice.objects.filter(mailed_at=None).exists()
