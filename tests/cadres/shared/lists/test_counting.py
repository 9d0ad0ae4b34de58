"""Counting to a bound, and no longer than it may take."""

import pytest
from django.db import connection
from django.db.models import Func, IntegerField, Value

from cadres.models import Cadre
from cadres.shared.lists import counting
from cadres.shared.lists.counting import bounded_count
from tests.support.cadres import CadreFactory


def slow():
    """Rows that cost a tenth of a second each."""
    pause = Func(
        Value(0.1),
        function="pg_sleep",
        output_field=IntegerField(),
        template="(%(function)s(%(expressions)s) IS NULL)::int",
    )
    return Cadre.objects.annotate(pause=pause).filter(pause=0)


def timeout_now():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(("most", "found"), [(1, 2), (2, 3), (3, 3), (4, 3), (0, 1)])
def test_it_counts_one_further_than_the_bound(most, found):
    CadreFactory.create_batch(3)

    assert bounded_count(Cadre.objects.all(), most) == found


@pytest.mark.django_db
def test_nothing_can_be_counted(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert bounded_count(Cadre.objects.none(), 5) == 0


@pytest.mark.django_db
def test_parameters_and_signs_of_percent_are_kept():
    CadreFactory(name="测%试")
    CadreFactory(name="测试")

    assert bounded_count(Cadre.objects.filter(name__contains="%"), 5) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("within", [False, True])
def test_it_gives_up_in_time_and_leaves_the_connection_as_it_was(within, monkeypatch):
    CadreFactory.create_batch(3)
    monkeypatch.setattr(counting, "COUNT_MILLISECONDS", 150)
    before = timeout_now()

    if within:
        with counting.transaction.atomic():
            assert bounded_count(slow(), 10) is None
            assert timeout_now() == before
            assert Cadre.objects.count() == 3  # the transaction around it goes on
    else:
        assert bounded_count(slow(), 10) is None
    assert timeout_now() == before
    monkeypatch.setattr(counting, "COUNT_MILLISECONDS", 5000)
    assert bounded_count(slow(), 10) == 3
    assert timeout_now() == before


@pytest.mark.django_db(transaction=True)
def test_it_goes_to_the_database_once(django_assert_num_queries):
    CadreFactory.create_batch(3)

    with django_assert_num_queries(1):
        bounded_count(Cadre.objects.all(), 10)
