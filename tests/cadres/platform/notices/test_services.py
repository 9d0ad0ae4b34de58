"""Notices given once, and mailed to whom they can be."""

import pytest

from cadres.models import Notice
from cadres.platform.notices import services as notices


@pytest.mark.django_db
def test_the_same_notice_is_given_once(staff, leader):
    plain = {"kind": "tests.plain", "key": "term:1", "params": {"what": "x"}, "url": "/"}

    assert notices.notify([staff, leader], **plain) == 2
    assert notices.notify([staff, leader], **plain) == 0
    notices.settle("term:1")
    assert not Notice.objects.unsettled().exists()
    assert notices.notify([staff], **plain) == 0


@pytest.mark.django_db
def test_a_notice_without_a_text_is_not_given(staff):
    for users in ([staff], []):
        with pytest.raises(LookupError, match=r"^tests\.nameless: no such kind of notice"):
            notices.notify(users, kind="tests.nameless", key="k", params={}, url="/")
    with pytest.raises(LookupError, match=r"^tests\.nameless: "):
        notices.notify_each([Notice(user=staff, kind="tests.nameless", key="k", params={}, url="/")])
