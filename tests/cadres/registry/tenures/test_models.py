"""What the database itself refuses of a tenure, whoever asks."""

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Pilot, Tenure
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.posts.choices import PostKind
from tests.support.cadres import CadreFactory, OrganizationFactory, PostFactory, TenureFactory, TownshipFactory
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db

SINCE_2023 = DateRange(date(2023, 1, 10), None)


def test_a_seat_has_one_holder_at_a_time():
    tenure = TenureFactory()

    refused("cadres_tenure_one_holder", lambda: TenureFactory(post=tenure.post))


def test_a_seat_may_pass_on_the_same_day():
    tenure = TenureFactory(held=DateRange(date(2020, 1, 1), date(2023, 1, 10)), end_reason="promoted")

    TenureFactory(post=tenure.post, held=SINCE_2023)
    connection.check_constraints()


def test_a_cadre_holds_a_post_once_at_a_time():
    post = PostFactory(kind="committee_member", name="委员", approved_number=2)
    tenure = TenureFactory(post=post)

    refused("cadres_tenure_not_twice", lambda: TenureFactory(post=post, seat=2, cadre=tenure.cadre))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"held": DateRange(None, None)}, "cadres_tenure_has_start"),
        ({"held": DateRange(date(2020, 1, 1), date(2021, 1, 1))}, "cadres_tenure_reason_when_ended"),
        ({"end_reason": "promoted"}, "cadres_tenure_reason_when_ended"),
        ({"seat": 0}, "cadres_tenure_seat"),
        ({"seat": 2}, "cadres_tenure_approved_number"),
    ],
)
def test_a_tenure_that_makes_no_sense_is_refused(values, constraint):
    post = PostFactory()
    cadre = CadreFactory()

    refused(constraint, lambda: TenureFactory(post=post, cadre=cadre, **values))


@pytest.mark.parametrize(("first", "stands"), [(date(1982, 3, 1), False), (date(1982, 3, 2), True)])
def test_nobody_holds_a_post_before_birth(first, stands):
    cadre = CadreFactory(born_on=date(1982, 3, 1))
    held = DateRange(first, date(2000, 1, 1))

    if stands:
        TenureFactory(cadre=cadre, held=held, end_reason="promoted")
    else:
        refused("cadres_tenure_not_before_birth", lambda: TenureFactory(cadre=cadre, held=held, end_reason="promoted"))


def one_township():
    """Secretary's, head's and congress chair's posts of one township."""
    township = TownshipFactory()
    kinds = {
        PostKind.SECRETARY: OrganizationKind.TOWNSHIP_COMMITTEE,
        PostKind.HEAD: OrganizationKind.TOWNSHIP_GOVERNMENT,
        PostKind.CONGRESS_CHAIR: OrganizationKind.TOWNSHIP_CONGRESS,
    }
    return township, {
        kind: PostFactory(
            kind=kind, name=kind.label, organization=OrganizationFactory(division=township, kind=body, name=body.label)
        )
        for kind, body in kinds.items()
    }


def test_one_shoulder_needs_a_pilot():
    _township, posts = one_township()
    secretary = TenureFactory(post=posts[PostKind.SECRETARY])

    refused("cadres_tenure_one_shoulder", lambda: TenureFactory(post=posts[PostKind.HEAD], cadre=secretary.cadre))


def test_one_shoulder_stands_where_a_pilot_covers_both():
    township, posts = one_township()
    Pilot.objects.create(division=township, period=SINCE_2023, basis="县委〔2023〕1号")
    secretary = TenureFactory(post=posts[PostKind.SECRETARY])

    TenureFactory(post=posts[PostKind.HEAD], cadre=secretary.cadre)
    connection.check_constraints()


def test_a_pilot_that_ends_before_the_posts_do_is_not_enough():
    township, posts = one_township()
    Pilot.objects.create(
        division=township, period=DateRange(date(2023, 1, 1), date(2024, 1, 1)), basis="县委〔2023〕1号"
    )
    secretary = TenureFactory(post=posts[PostKind.SECRETARY])

    refused("cadres_tenure_one_shoulder", lambda: TenureFactory(post=posts[PostKind.HEAD], cadre=secretary.cadre))


def test_a_pilot_here_allows_nothing_across_townships():
    township, posts = one_township()
    Pilot.objects.create(division=township, period=SINCE_2023, basis="县委〔2023〕1号")
    _other, elsewhere = one_township()
    secretary = TenureFactory(post=posts[PostKind.SECRETARY])

    refused("cadres_tenure_one_shoulder", lambda: TenureFactory(post=elsewhere[PostKind.HEAD], cadre=secretary.cadre))


def test_chair_and_head_never_even_with_a_pilot():
    township, posts = one_township()
    Pilot.objects.create(division=township, period=SINCE_2023, basis="县委〔2023〕1号")
    chair = TenureFactory(post=posts[PostKind.CONGRESS_CHAIR])

    refused("cadres_tenure_chair_not_head", lambda: TenureFactory(post=posts[PostKind.HEAD], cadre=chair.cadre))


def test_secretary_and_chair_are_common_and_allowed():
    _township, posts = one_township()
    chair = TenureFactory(post=posts[PostKind.CONGRESS_CHAIR])

    TenureFactory(post=posts[PostKind.SECRETARY], cadre=chair.cadre)
    connection.check_constraints()


def test_one_after_the_other_needs_no_pilot():
    _township, posts = one_township()
    head = TenureFactory(
        post=posts[PostKind.HEAD], held=DateRange(date(2020, 1, 1), date(2023, 1, 10)), end_reason="promoted"
    )

    TenureFactory(post=posts[PostKind.SECRETARY], cadre=head.cadre, held=SINCE_2023)
    connection.check_constraints()


def test_tenures_are_counted_as_held_on_both_ends():
    tenure = TenureFactory(held=DateRange(date(2020, 1, 1), date(2021, 1, 1)), end_reason="promoted")

    held = {
        day: Tenure.objects.held_on(day).exists() for day in (date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    }

    assert held == {date(2020, 1, 1): True, date(2020, 12, 31): True, date(2021, 1, 1): False}
    assert tenure.held.upper == date(2021, 1, 1)
