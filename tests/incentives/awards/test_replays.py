"""What a draft setting would have done to awards."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import LocalRule
from incentives.awards.choices import AwardKind
from incentives.awards.replays import judge
from tests.support.incentives import AwardFactory, results

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("most", "expected"), [(1500, []), (1499, ["sum-too-large"])])
def test_a_smaller_sum_names_the_awards_beyond_it(staff, most, expected):
    award = AwardFactory(kind=AwardKind.COMMENDATION, amount=Decimal(1500), year=2025)
    results(award.cadre, y2025="excellent")
    setting = LocalRule(
        division=award.cadre.division,
        key="award.bonus_commendation",
        value=Decimal(most),
        during=DateRange(date(2027, 1, 1), None),
        basis="b",
        set_by=staff,
    )
    (case,) = judge(staff, lambda book: book.with_setting(setting))
    assert [one.code for one in case.newly_refused] == expected
    assert case.newly_passed == []
