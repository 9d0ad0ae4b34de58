"""Notices given once, and mailed to whom they can be."""

import pytest
from django.core import mail

from cadres.models import Notice
from cadres.platform.notices import services as notices
from cadres.platform.notices.tasks import send_notices
from tests.support.cadres import UserFactory


@pytest.mark.django_db
def test_the_same_notice_is_given_once(staff, leader):
    plain = {"kind": "tests.plain", "key": "term:1", "params": {"what": "x"}, "url": "/"}

    assert notices.notify([staff, leader], **plain) == 2
    assert notices.notify([staff, leader], **plain) == 0
    notices.settle("term:1")
    assert not Notice.objects.unsettled().exists()
    assert notices.notify([staff], **plain) == 0


@pytest.mark.django_db
def test_mail_goes_to_who_has_an_address_and_an_open_account(staff):
    for account in (staff, UserFactory(email=""), UserFactory(is_active=False)):
        Notice.objects.create(user=account, kind="tests.plain", key="k", params={"what": "x"}, url="/cadres/")

    assert send_notices() == 3
    assert send_notices() == 0
    assert [message.to for message in mail.outbox] == [[staff.email]]
    assert "/cadres/" in mail.outbox[0].body


@pytest.mark.django_db
def test_an_address_that_the_server_refuses_holds_up_nobody(staff, leader, monkeypatch):
    from smtplib import SMTPRecipientsRefused  # noqa: PLC0415 -- beside its use

    sent = []

    def fussy(subject, body, sender, to):
        if to == [staff.email]:
            raise SMTPRecipientsRefused({staff.email: (550, b"no such user")})
        sent.append(to)

    monkeypatch.setattr(notices, "send_mail", fussy)
    for account in (staff, leader):
        Notice.objects.create(user=account, kind="tests.plain", key="k", params={"what": "x"}, url="/")

    assert notices.send_batch() == 2
    assert sent == [[leader.email]]
