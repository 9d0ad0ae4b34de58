"""Notices among what is due."""

from datetime import date

import pytest

from cadres.models import Notice
from tests.support.points import todo_of

TODAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_due_shows_the_most_urgent_notices_by_one_query_a_list(staff, django_assert_num_queries):
    beside = [str(one.title) for one in todo_of("cadres", staff, TODAY)]
    assert beside == ["Working days"]  # the holidays that nobody has entered
    for number in range(10):
        Notice.objects.create(
            user=staff,
            kind="tests.plain",
            key=str(number),
            params={"what": number},
            url="/",
            due_on=date(2026, 11, 20 + number),
        )

    with django_assert_num_queries(3):  # the others look for exports to download and for holidays to enter
        found, _days = todo_of("cadres", staff, TODAY)

    assert [(item.label, item.late) for item in found.items[:4]] == [
        ("Do 0", True),
        ("Do 1", True),
        ("Do 2", True),
        ("Do 3", False),
    ]
    assert (len(found.items), found.more) == (8, True)
