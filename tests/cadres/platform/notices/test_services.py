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
