"""Walking a list page by page visits each row once, whatever the key and its duplicates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadres.models import Cadre, DivisionProfile
from cadres.shared.lists.keyset import BadCursor, paginate
from tests.support.cadres import CadreFactory, TownshipFactory

pytestmark = pytest.mark.django_db

KEYS = st.lists(st.integers(0, 3), min_size=0, max_size=9)
HYPOTHESIS = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


def walk(queryset, order, size):
    """All primary keys forward, then all backward from the last page."""
    pages = [paginate(queryset, order=order, size=size)]
    while pages[-1].next:
        pages.append(paginate(queryset, order=order, size=size, cursor=pages[-1].next))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(paginate(queryset, order=order, size=size, cursor=back[-1].previous))
    forward = [row.pk for page in pages for row in page.rows]
    return forward, [row.pk for page in reversed(back) for row in page.rows]


@pytest.mark.parametrize("field", ["name_key", "born_on", "pk"])
@pytest.mark.parametrize("sign", ["", "-"])
@HYPOTHESIS
@given(keys=KEYS, size=st.integers(1, 4))
def test_text_and_date_keys(field, sign, keys, size):
    Cadre.objects.all().delete()
    for key in keys:
        CadreFactory(name_key="abcd"[key], born_on=date(1980, 1, 1) + timedelta(days=key))

    expected = [row.pk for row in Cadre.objects.order_by(f"{sign}{field}", f"{sign}pk")]

    assert walk(Cadre.objects.all(), f"{sign}{field}", size) == (expected, expected)


@pytest.mark.parametrize("sign", ["", "-"])
@HYPOTHESIS
@given(keys=KEYS, size=st.integers(1, 4))
def test_decimal_keys(sign, keys, size):
    DivisionProfile.objects.all().delete()
    township = TownshipFactory()
    for number, key in enumerate(keys):
        DivisionProfile.objects.create(
            division=township,
            year=2000 + number,
            population=1,
            area=1,
            mountain_share=0,
            distance=0,
            income=1,
            revenue=Decimal(key) / 4,
            tier="poor",
        )

    expected = [row.pk for row in DivisionProfile.objects.order_by(f"{sign}revenue", f"{sign}pk")]

    assert walk(DivisionProfile.objects.all(), f"{sign}revenue", size) == (expected, expected)


@pytest.mark.parametrize("cursor", ["x", "e30", "W10", "WzAsIm4iXQ", "WzAsWyJub3QgYSBkYXRlIiwxXV0", "WzAsWzFdXQ", "é"])
def test_cursors_of_another_list_are_refused(cursor):
    with pytest.raises(BadCursor):
        paginate(Cadre.objects.all(), order="born_on", size=2, cursor=cursor)
