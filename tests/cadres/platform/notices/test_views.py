"""Pages of notices: opened, settled, and where they lead."""

import pytest
from django.urls import reverse

from cadres.models import Notice

pytestmark = pytest.mark.django_db


def test_notices_are_opened_once_and_settled_by_their_reader(staff, leader, as_user, django_assert_num_queries):
    notice = Notice.objects.create(user=staff, kind="tests.plain", key="a", params={"what": "this"}, url="/cadres/")
    Notice.objects.create(user=leader, kind="tests.plain", key="a", params={"what": "that"}, url="/cadres/")
    client = as_user(staff)

    with django_assert_num_queries(5):
        response = client.get(reverse("cadres:notice_list"))
    assert [n.text for n in response.context["waiting"]] == ["Do this"]

    opened = client.get(reverse("cadres:notice_open", args=[notice.pk]))
    assert opened.url == "/cadres/"
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert as_user(leader).get(reverse("cadres:notice_open", args=[notice.pk])).status_code == 404

    assert client.get(reverse("cadres:notice_settle", args=[notice.pk])).status_code == 405
    client.post(reverse("cadres:notice_settle", args=[notice.pk]))
    response = client.get(reverse("cadres:notice_list"))
    assert response.context["waiting"] == []
    assert [n.text for n in response.context["page"].rows] == ["Do this"]
    assert Notice.objects.get(user=leader).settled_at is None


@pytest.mark.parametrize(("kind", "waits"), [("training.leave_asked", True), ("training.leave_granted", False)])
def test_what_only_tells_is_done_with_by_being_opened(kind, waits, staff, leader, as_user):
    params = {"name": "班", "who": "测试甲", "reason": "病"}
    notice = Notice.objects.create(user=staff, kind=kind, key="a", params=params, url="/cadres/")
    other = Notice.objects.create(user=leader, kind=kind, key="a", params=params, url="/cadres/")

    as_user(staff).get(reverse("cadres:notice_open", args=[notice.pk]))

    page = as_user(staff).get(reverse("cadres:notice_list")).context
    assert [one.pk for one in page["waiting"]] == ([notice.pk] if waits else [])
    assert [one.pk for one in page["page"].rows] == ([] if waits else [notice.pk])
    other.refresh_from_db()
    assert (other.read_at, other.settled_at) == (None, None)


def test_a_notice_never_leads_out_of_the_house(staff, as_user):
    notice = Notice.objects.create(
        user=staff, kind="tests.plain", key="a", params={"what": "x"}, url="//evil.example/"
    )

    response = as_user(staff).get(reverse("cadres:notice_open", args=[notice.pk]))

    assert response.url == reverse("cadres:notice_list")
