"""Writes of the base: tenures, notices, files, under races too."""

from datetime import date

import pytest
from django.core import mail
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Notice, Step, Tenure
from cadres.platform.notices import services as notices
from cadres.platform.notices.points import KINDS, NoticeKind
from cadres.platform.notices.tasks import send_notices
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.services import end_tenure, start_tenure
from cadres.shared.errors import Refused
from tests.support.cadres import CadreFactory, PostFactory, TenureFactory, UserFactory
from tests.support.concurrency import at_once, refusals
from tests.support.points import todo_of

KINDS.add(NoticeKind("tests.plain", "Do %(what)s"))
TODAY = date(2026, 11, 23)


@pytest.mark.django_db(transaction=True)
def test_of_two_appointments_into_one_seat_one_is_refused():
    post, user = PostFactory(), UserFactory()
    cadres = [CadreFactory(), CadreFactory()]

    results = at_once(
        *(
            lambda cadre=cadre: start_tenure(cadre, post, on=TODAY, basis=StartBasis.APPOINTMENT, by=user)
            for cadre in cadres
        )
    )

    (refused,) = refusals(results)
    assert [o.code for o in refused.objections] == ["no-seat"]
    assert sum(isinstance(result, Tenure) for result in results) == 1
    assert Tenure.objects.filter(post=post).count() == 1
    assert Step.objects.filter(move="start").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_mail_each_notice_once():
    for number in range(6):
        user = UserFactory()
        Notice.objects.create(user=user, kind="tests.plain", key=str(number), params={"what": "x"}, url="/")

    results = at_once(notices.send_batch, notices.send_batch)

    assert sum(results) == 6
    assert len(mail.outbox) == 6
    assert not Notice.objects.filter(mailed_at=None).exists()


@pytest.mark.django_db
def test_ending_frees_the_seat_on_that_day(staff):
    tenure = TenureFactory()

    end_tenure(tenure, on=TODAY, reason=EndReason.PROMOTED, by=staff)
    started = start_tenure(CadreFactory(), tenure.post, on=TODAY, basis=StartBasis.ELECTION, by=staff)

    assert started.seat == 1
    tenure.refresh_from_db()
    assert (tenure.held.upper, tenure.end_reason) == (TODAY, "promoted")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("held", "reason", "on", "code"),
    [
        (DateRange(date(2020, 1, 1), date(2021, 1, 1)), "promoted", TODAY, "ended-already"),
        (DateRange(TODAY, None), "", TODAY, "ends-before-start"),
    ],
)
def test_a_tenure_ends_once_and_after_it_began(held, reason, on, code, staff):
    tenure = TenureFactory(held=held, end_reason=reason)

    with pytest.raises(Refused) as refused:
        end_tenure(tenure, on=on, reason=EndReason.PROMOTED, by=staff)

    assert [o.code for o in refused.value.objections] == [code]


@pytest.mark.django_db
def test_every_objection_is_told_at_once(staff):
    tenure = TenureFactory()

    with pytest.raises(Refused) as refused:
        start_tenure(tenure.cadre, tenure.post, on=TODAY, basis=StartBasis.APPOINTMENT, by=staff)

    assert [o.code for o in refused.value.objections] == ["no-seat", "holds-already"]


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


@pytest.mark.django_db
def test_due_shows_the_most_urgent_notices_by_one_query_a_list(staff, django_assert_num_queries):
    assert todo_of("cadres", staff, TODAY) == []
    for number in range(10):
        Notice.objects.create(
            user=staff,
            kind="tests.plain",
            key=str(number),
            params={"what": number},
            url="/",
            due_on=date(2026, 11, 20 + number),
        )

    with django_assert_num_queries(2):  # the other looks for exports to download
        [found] = todo_of("cadres", staff, TODAY)

    assert [(item.label, item.late) for item in found.items[:4]] == [
        ("Do 0", True),
        ("Do 1", True),
        ("Do 2", True),
        ("Do 3", False),
    ]
    assert (len(found.items), found.more) == (8, True)
