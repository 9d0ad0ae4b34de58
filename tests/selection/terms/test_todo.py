"""What is due to the clerk: late is what should have been done before today, not what is due today."""

from datetime import date

import pytest

from selection.terms.models import Watch
from selection.terms.todo import ending
from tests.support.cadres import TenureFactory

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


@pytest.mark.parametrize(
    ("due", "late"), [(date(2027, 1, 14), True), (date(2027, 1, 15), False), (date(2027, 1, 16), False)]
)
def test_a_watch_is_late_from_the_day_after(due, late, staff):
    Watch.objects.create(tenure=TenureFactory(), kind="term_end_6", due_on=due, found_on=date(2027, 1, 1))

    (item,) = ending(staff, TODAY).items

    assert (item.on, item.late) == (due, late)
