"""Who sees which rows: by remit, own rows only, or none."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cadres.models import (
    AnnualResult,
    Cadre,
    Division,
    DivisionProfile,
    Notice,
    Organization,
    Pilot,
    Post,
    Remit,
    Sanction,
    Step,
    Tenure,
    Term,
    User,
)
from cadres.platform.accounts.choices import Role
from cadres.shared.scope import PROVINCES, code_range, folded
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    TenureFactory,
    TermFactory,
    TownshipUserFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SIBLING = "511922000000"  # the county just before ours in the order of codes


@pytest.fixture
def tenure():
    """A sitting secretary of our county with a term and a sanction."""
    held = TenureFactory()
    TermFactory(organization=held.post.organization)
    Sanction.objects.create(cadre=held.cadre, kind="party_warning", decided_on=date(2015, 1, 1), organ="x")
    AnnualResult.objects.create(cadre=held.cadre, year=2025, grade="competent")
    return held


BY_DIVISION = [Organization, Post, Term, Cadre, Tenure, Sanction, AnnualResult]


@pytest.mark.parametrize("model", BY_DIVISION)
@pytest.mark.parametrize("role", [Role.STAFF, Role.LEADER, Role.CLIENT])
def test_business_roles_see_their_remit_and_nothing_of_the_sibling_county(model, role, tenure):
    ours = UserFactory(role=role)
    theirs = UserFactory(role=role, remit=CountyFactory(code=SIBLING, name="南江县"))
    above = UserFactory(role=role, remit=Division.objects.get(code="510000000000"))

    assert model.objects.visible_to(ours).count() == 1
    assert model.objects.visible_to(above).count() == 1
    assert model.objects.visible_to(theirs).count() == 0


@pytest.mark.parametrize("model", [*BY_DIVISION, Division, DivisionProfile, Pilot, Remit])
@pytest.mark.parametrize("role", [Role.SYSTEM, Role.SECURITY, Role.AUDIT])
def test_administrators_see_no_business(model, role, tenure):
    assert model.objects.visible_to(UserFactory(role=role, remit=CountyFactory())).count() == 0


@pytest.mark.parametrize("model", [Cadre, Tenure, Sanction, AnnualResult])
def test_a_township_leader_sees_the_own_rows_only(model, tenure):
    TenureFactory()
    own = TownshipUserFactory(cadre=tenure.cadre)
    nobody = TownshipUserFactory(cadre=None)

    assert [getattr(row, "cadre_id", row.pk) for row in model.objects.visible_to(own)] == [tenure.cadre_id]
    assert model.objects.visible_to(nobody).count() == 0


@pytest.mark.parametrize("model", [Organization, Post, Term, Division])
def test_a_township_leader_sees_no_rows_of_others(model, tenure):
    assert model.objects.visible_to(TownshipUserFactory(cadre=tenure.cadre)).count() == 0


def test_no_remit_and_closed_accounts_see_nothing(tenure):
    without = UserFactory(remit=False)
    closed = UserFactory(is_active=False)

    assert Cadre.objects.visible_to(without).count() == 0
    assert Cadre.objects.visible_to(closed).count() == 0


def test_anonymous_sees_nothing(tenure):
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415 -- needs the app registry

    for model in (*BY_DIVISION, Notice):
        assert model.objects.visible_to(AnonymousUser()).count() == 0


def test_a_remit_of_one_township_reaches_its_posts_but_not_the_files(tenure):
    """Files belong to the county's department; a remit below it opens none."""
    user = UserFactory(remit=tenure.post.organization.division)
    TenureFactory()

    assert [post.pk for post in Post.objects.visible_to(user)] == [tenure.post_id]
    assert Cadre.objects.visible_to(user).count() == 0


def test_two_remits_add_up(tenure):
    other = CountyFactory(code=SIBLING, name="南江县")
    CadreFactory(division=other)
    user = UserFactory()
    Remit.objects.create(user=user, division=other)

    assert Cadre.objects.visible_to(User.objects.get(pk=user.pk)).count() == 2


def test_remits_come_with_the_account(django_assert_num_queries):
    user = UserFactory()
    TenureFactory()

    with django_assert_num_queries(2):
        loaded = User.objects.for_session().get(pk=user.pk)
        assert Cadre.objects.visible_to(loaded).count() == 1


@pytest.mark.parametrize("role", Role)
def test_notices_are_the_readers_own(role, tenure):
    user, other = UserFactory(role=role), UserFactory()
    for account in (user, other):
        Notice.objects.create(user=account, kind="x", key="k", url="/")

    assert [notice.user_id for notice in Notice.objects.visible_to(user)] == [user.pk]


@pytest.mark.parametrize("role", Role)
def test_only_the_auditor_reads_all_steps(role, tenure):
    from cadres.platform.log.services import record_step  # noqa: PLC0415 -- beside its use

    record_step(tenure, "start", by=None)

    assert Step.objects.visible_to(UserFactory(role=role)).exists() == (role == Role.AUDIT)


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("510000000000", "520000000000"),
        ("511900000000", "512000000000"),
        ("511923000000", "511924000000"),
        ("511923100000", "511923101000"),
        ("511923100001", "511923100002"),
        ("990000000000", "100000000000"),
    ],
)
def test_a_division_is_a_range_of_codes(code, end):
    assert code_range(code) == (code, end)


PROVINCE = "{}0000000000"


@pytest.mark.parametrize(
    ("codes", "ranges"),
    [
        (["510000000000"], [("510000000000", "520000000000")]),
        (["510000000000", "500000000000"], [("500000000000", "520000000000")]),
        (["511923000000", "510000000000"], [("510000000000", "520000000000")]),
        (["511922000000", "511923000000", "511925000000"],
         [("511922000000", "511924000000"), ("511925000000", "511926000000")]),
        (["150000000000", "210000000000"], [("150000000000", "220000000000")]),  # 16 to 20 are no provinces
        (["150000000000", "220000000000"], [("150000000000", "160000000000"), ("220000000000", "230000000000")]),
        (["141199000000", "210000000000"], [("141199000000", "141200000000"), ("210000000000", "220000000000")]),
        ([PROVINCE.format(one) for one in PROVINCES], [("110000000000", "830000000000")]),
        ([PROVINCE.format(one) for one in PROVINCES if one < 70], [("110000000000", "660000000000")]),
        ([], []),
    ],
)  # fmt: skip
def test_ranges_that_touch_are_read_as_one(codes, ranges):
    assert folded(code_range(code) for code in reversed(codes)) == ranges


@pytest.mark.parametrize("left_out", range(4))
def test_folded_remits_see_exactly_what_each_of_their_divisions_holds(left_out):
    codes = ["500101000000", "511922000000", "511923000000", "520101000000"]
    for code in codes:
        county = CountyFactory(code=code, name=f"县{code}")
        CadreFactory(division=county)
    mine = [code for place, code in enumerate(codes) if place != left_out]
    ranges = [code_range(code[:2].ljust(12, "0") if code[:2] != "51" else code) for code in mine]

    apart = {pk for low, end in ranges for pk in pks(Cadre.objects.filter(division__gte=low, division__lt=end))}

    assert pks(Cadre.objects.within(ranges)) == apart
    assert len(apart) == 3


def pks(rows):
    return set(rows.values_list("pk", flat=True))


def test_no_division_lies_where_no_province_is():
    for code in ("160000000000", "000000000000", "990000000000", "720000000000"):
        with pytest.raises(IntegrityError, match="cadres_division_in_a_province"), transaction.atomic():
            Division.objects.create(code=code, name="无", level="province", name_key="wu")
