"""Which seat of a post is free, and when."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.registry.posts.choices import PostKind, SeatState
from cadres.registry.tenures.facts import precheck
from tests.support.cadres import OrganizationFactory, PostFactory, TenureFactory
from tests.support.selection import VacancyFactory

TODAY = date(2026, 11, 23)


def test_precheck_takes_a_free_seat_before_a_held_one(db):
    organization = OrganizationFactory()
    post = PostFactory(kind=PostKind.DEPUTY_HEAD, name="副镇长", organization=organization, approved_number=3)
    held = TenureFactory(post=post, seat=1)

    first = precheck(post, TODAY)
    VacancyFactory(post=post, seat=2)
    VacancyFactory(post=post, seat=3)
    last = precheck(post, TODAY)

    assert (first.approved, first.held, first.proposed, first.seat, first.holder) == (3, 1, 0, 2, None)
    assert (last.proposed, last.seat, last.holder) == (2, 1, held)
    assert first.state == SeatState.VACANT


def test_precheck_counts_who_comes_later(db):
    post = PostFactory()
    TenureFactory(post=post, held=DateRange(date(2027, 1, 1), None))

    assert precheck(post, TODAY).holder is not None
    assert precheck(post, TODAY).seat == 1
