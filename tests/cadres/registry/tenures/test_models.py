"""What the database itself refuses, whoever asks."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.utils import DatabaseError

from cadres.models import Cadre, Pilot, Step, Tenure
from cadres.platform.log.services import record_step
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.posts.choices import PostKind
from tests.support.cadres import (
    CadreFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TermFactory,
    TownshipFactory,
)

pytestmark = pytest.mark.django_db

SINCE_2023 = DateRange(date(2023, 1, 10), None)


def refused(constraint, make):
    """``make`` is refused by the named constraint, at once or when the transaction would end."""

    def through():
        with transaction.atomic():
            make()
            connection.check_constraints()

    with pytest.raises(IntegrityError) as error:
        through()
    assert constraint in str(error.value) or constraint == error.value.__cause__.diag.constraint_name


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


def test_terms_and_pilots_do_not_overlap():
    term = TermFactory()
    refused(
        "cadres_term_one_at_a_time",
        lambda: TermFactory(
            organization=term.organization, ordinal=19, period=DateRange(date(2026, 9, 30), date(2031, 10, 1))
        ),
    )
    pilot = Pilot.objects.create(division=TownshipFactory(), period=SINCE_2023, basis="a")
    refused(
        "cadres_pilot_one_at_a_time",
        lambda: Pilot.objects.create(
            division=pilot.division, period=DateRange(date(2025, 1, 1), date(2026, 1, 1)), basis="b"
        ),
    )


@pytest.mark.parametrize("write", ["UPDATE cadres_step SET move = 'x'", "DELETE FROM cadres_step"])
def test_steps_are_never_rewritten(write, staff):
    record_step(CadreFactory(), "change", by=staff)

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(write)

    assert Step.objects.count() == 1


@pytest.mark.parametrize("table", ["cadreevent", "tenureevent", "userevent", "remitevent", "localruleevent"])
@pytest.mark.parametrize("write", ["UPDATE cadres_{} SET pgh_label = 'x'", "DELETE FROM cadres_{}"])
def test_history_is_never_rewritten(table, write, staff):
    """Statements that find no row raise nothing, so each table is given one."""
    from tests.cadres.registry.file_page.test_views import full_file  # noqa: PLC0415 -- borrows the full record

    tenure = full_file()
    if table == "localruleevent":
        from cadres.models import LocalRule  # noqa: PLC0415

        LocalRule.objects.create(division=tenure.cadre.division, key="x", during=SINCE_2023, basis="b", set_by=staff)

    with pytest.raises(InternalError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(write.format(table))


def test_raw_sql_leaves_a_trace():
    cadre = CadreFactory(name="王一")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE cadres_cadre SET name = '王二' WHERE id = %s", [cadre.pk])

    assert list(cadre.events.order_by("pgh_id").values_list("name", flat=True)) == ["王一", "王二"]


def test_a_deleted_record_stays_in_the_history():
    cadre = CadreFactory()
    key = cadre.pk
    cadre.delete()

    events = Cadre._meta.get_field("events").related_model
    assert list(events.objects.filter(pgh_obj_id=key).values_list("pgh_label", flat=True)) == ["insert", "delete"]


def test_identity_numbers_lie_encrypted_in_the_table_and_in_its_history():
    cadre = CadreFactory(identity_number="511923198203011234")

    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number FROM cadres_cadre WHERE id = %s", [cadre.pk])
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT identity_number FROM cadres_cadreevent WHERE pgh_obj_id = %s", [cadre.pk])
        kept = cursor.fetchone()[0]

    assert stored == kept
    assert stored.startswith("v1:")
    assert "511923" not in stored
    assert Cadre.objects.get(pk=cadre.pk).identity_number == "511923198203011234"


def test_name_search_uses_its_index():
    """With sequential scans forbidden the planner shows whether the index can serve the search at all."""
    from cadres.platform.search.filters import begins_with  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plans = {
        text: Cadre.objects.filter(begins_with(text)).order_by("name_key", "pk")[:51].explain()
        for text in ("曾志", "zengzhi")
    }

    assert "cadres_cadre_name_within" in plans["曾志"]
    assert "Index Cond" in plans["曾志"]
    assert "name_key" in plans["zengzhi"].split("Index Cond", 1)[1]


def test_tenures_are_counted_as_held_on_both_ends():
    tenure = TenureFactory(held=DateRange(date(2020, 1, 1), date(2021, 1, 1)), end_reason="promoted")

    held = {
        day: Tenure.objects.held_on(day).exists() for day in (date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    }

    assert held == {date(2020, 1, 1): True, date(2020, 12, 31): True, date(2021, 1, 1): False}
    assert tenure.held.upper == date(2021, 1, 1)
