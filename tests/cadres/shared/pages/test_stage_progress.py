"""Stages passed, present and to come; and where a record left the way."""

import pytest
from django.urls import reverse

from cadres.models import ExportRequest
from cadres.platform.exports.choices import ExportStage
from cadres.shared.pages.stage_progress import stage_progress
from tests.support.cadres import CadreFactory
from tests.support.exports import LIST, ask

WAY = [ExportStage.REQUESTED, ExportStage.APPROVED, ExportStage.FETCHED]


def states(present, passed=()):
    return [stage["state"] for stage in stage_progress(WAY, present, passed=passed)]


def test_the_end_of_the_way_is_done_when_it_is_reached():
    assert states(ExportStage.REQUESTED) == ["now", "todo", "todo"]
    assert states(ExportStage.APPROVED) == ["done", "now", "todo"]
    assert states(ExportStage.FETCHED) == ["done", "done", "done"]


def test_what_left_the_way_is_no_success():
    assert states(ExportStage.DECLINED, WAY[:1]) == ["done", "broken"]
    assert states(ExportStage.EXPIRED, WAY[:2]) == ["done", "done", "broken"]
    assert states(ExportStage.WITHDRAWN) == ["broken"]


@pytest.mark.django_db
def test_a_declined_request_shows_where_it_ended(staff, leader, as_user):
    CadreFactory()
    asked = ask(staff, LIST)
    ExportRequest.objects.filter(pk=asked.pk).update(stage="declined", decided_by=leader)

    page = as_user(staff).get(reverse("cadres:export_detail", args=[asked.pk])).content.decode()

    assert page.count("stage-broken") == 1
    assert page.count("stage-done") == 1
