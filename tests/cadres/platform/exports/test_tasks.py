"""Requests for exports that nobody decided about in time."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from cadres.models import ExportRequest, Notice, Step
from cadres.platform.exports import services as exports
from cadres.platform.exports.tasks import expire_exports
from tests.support.cadres import CadreFactory
from tests.support.exports import LIST, ask, make
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


def test_what_nobody_decides_lapses_and_who_asked_is_told(staff, leader, time_machine):
    CadreFactory()
    time_machine.move_to("2026-11-02T09:00+08:00", tick=False)
    old, approved = ask(staff, LIST), make(ask(staff, LIST))
    time_machine.shift(timedelta(days=1))
    young = ask(staff, LIST)
    time_machine.move_to("2026-11-16T08:59+08:00", tick=False)
    exports.expire()
    assert exports.lapse() == 0
    time_machine.shift(timedelta(minutes=1))

    assert expire_exports() == 1
    assert expire_exports() == 0

    old.refresh_from_db()
    approved.refresh_from_db()
    young.refresh_from_db()
    assert (old.stage, approved.stage, young.stage) == ("lapsed", "expired", "requested")
    last = Step.objects.of(old).last()
    assert (last.move, last.by, last.source, last.target) == ("lapse", None, "requested", "lapsed")
    told = Notice.objects.get(kind="cadres.export_lapsed")
    assert (told.user, told.url, told.params) == (staff, old.get_absolute_url(), {"what": "Cadres"})
    left = Notice.objects.unsettled().filter(kind="cadres.export_requested")
    assert [notice.url for notice in left] == [young.get_absolute_url()]


def test_nothing_leads_on_from_what_lapsed(asked, staff, leader):
    ExportRequest.objects.filter(pk=asked.pk).update(stage="lapsed")
    for name, by in (("approve", leader), ("withdraw", staff), ("release", staff)):
        assert "wrong-stage" in refusal(exports.move_export, asked, name, by=by)
    changes = {"stage": "approved", "decided_by": leader, "expires_at": timezone.now()}
    with pytest.raises(DatabaseError), transaction.atomic():
        ExportRequest.objects.filter(pk=asked.pk).update(**changes)


def test_a_decided_request_cannot_lapse(asked, leader):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportRequest.objects.filter(pk=asked.pk).update(stage="lapsed", decided_by=leader)


def test_lapsing_costs_the_same_for_one_and_for_many(staff, leader, time_machine, django_assert_num_queries):
    CadreFactory()
    for _number in range(4):
        ask(staff, LIST)
    time_machine.move_to(timezone.now() + exports.WAITS)

    with django_assert_num_queries(8):  # one of them writes the e-mails
        assert exports.lapse() == 4
