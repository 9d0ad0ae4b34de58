"""Pages of the incentives: who may open them, what they cost, what they do."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import ExportRequest, FileAccess
from cadres.registry.protection.services import declare_kinship, settle_kinship
from cadres.shared.pages.panels import PANELS
from incentives.awards.choices import AwardStage
from incentives.awards.models import Award
from incentives.subsidies.models import SubsidyRate
from tests.incentives.awards.test_services import graded_score
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    LeaderFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TownshipUserFactory,
    UserFactory,
)
from tests.support.exports import csv_of, exported
from tests.support.incentives import AwardFactory, ProfileFactory, RateFactory, results
from tests.support.points import todo_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
PAGES = {
    "award_list": {"staff", "leader"},
    "award_new": {"staff"},
    "award_suggestions": {"staff"},
    "subsidy_list": {"staff", "leader"},
    "rate_list": {"staff", "leader"},
    "rate_new": {"staff"},
    "my_awards": {"township"},
}


@pytest.mark.parametrize("role", ["staff", "leader", "township", "system", "security", "audit"])
@pytest.mark.parametrize("page", PAGES)
def test_who_opens_what(page, role, as_user):
    user = TownshipUserFactory() if role == "township" else UserFactory(role=role)

    answer = as_user(user).get(reverse(f"incentives:{page}"))

    assert answer.status_code == (200 if role in PAGES[page] else 403)


def test_an_award_of_another_county_is_not_there(as_user):
    award = AwardFactory(cadre=CadreFactory(division=CountyFactory(code="330523000000", name="安吉县")))

    assert as_user(UserFactory()).get(award.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("page", "budget"), [("award_list", 5), ("award_suggestions", 6), ("subsidy_list", 5), ("rate_list", 5)]
)
def test_pages_cost_the_same_for_any_number_of_rows(page, budget, rows, as_user, django_assert_max_num_queries):
    browser = as_user(UserFactory())
    RateFactory(approved_by=LeaderFactory())
    for _ in range(rows):
        award = AwardFactory()
        profile = ProfileFactory()
        post = PostFactory(organization=OrganizationFactory(division=profile.division))
        TenureFactory(cadre=award.cadre, post=post)
        results(award.cadre, y2023="excellent", y2024="excellent", y2025="excellent")

    with django_assert_max_num_queries(budget):
        answer = browser.get(reverse(f"incentives:{page}"))

    assert answer.status_code == 200
    if page != "rate_list":
        assert answer.content.decode().count(award.cadre.name) >= 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_an_award_costs_little(rows, leader, as_user, django_assert_max_num_queries):
    award = AwardFactory(kind="commendation", amount=0)
    for year in range(2015, 2015 + rows):
        AwardFactory(cadre=award.cadre, year=year)
    browser = as_user(leader)

    with django_assert_max_num_queries(8):
        answer = browser.get(award.get_absolute_url())

    assert "Approve" in answer.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_awards_are_exported(kind, staff, as_user):
    award = AwardFactory()

    content = exported(as_user(staff), staff, reverse("incentives:award_list"), {"export": kind})

    assert award.cadre.name in content.decode() if kind == "csv" else content[:2] == b"PK"


def test_the_export_of_awards_leaves_out_relatives_and_is_on_record_by_person(staff, leader, as_user):
    shown, relative = AwardFactory(), AwardFactory()
    kinship = declare_kinship(relative.cadre, relation="哥哥", by=staff)
    settle_kinship(kinship, "confirm", by=leader)

    text = csv_of(exported(as_user(staff), staff, reverse("incentives:award_list"), {"export": "csv"}))

    assert shown.cadre.name in text
    assert relative.cadre.name not in text
    assert [row.cadre for row in FileAccess.objects.filter(kind="export", by=staff)] == [shown.cadre]
    asked = ExportRequest.objects.get()
    assert (asked.title, asked.rows, asked.given) == ("Awards", 1, 1)


@pytest.mark.parametrize(
    ("wish", "found"), [({"family": "material"}, 1), ({"family": "spiritual"}, 0), ({"year": 2024}, 0)]
)
def test_awards_are_filtered(wish, found, staff, as_user):
    AwardFactory(year=2025)

    answer = as_user(staff).get(reverse("incentives:award_list"), wish)

    assert len(answer.context["page"].rows) == found
    assert ">2025<" in answer.content.decode() or not found


# --- proposing ----------------------------------------------------------------------------------
def test_an_award_is_proposed_from_a_score(staff, leader, as_user):
    tenure = TenureFactory()
    results(tenure.cadre, y2025="excellent")
    score = graded_score(tenure, leader)
    address = f"{reverse('incentives:award_new')}?score={score.pk}"
    browser = as_user(staff)

    page = browser.get(address)
    assert page.context["form"].initial["year"] == 2025
    assert "Excellent" in page.context["form"].initial["ground"]
    answer = browser.post(address, {"kind": "commendation", "year": "2025", "amount": "", "ground": "g"})

    award = Award.objects.get()
    assert answer.url == award.get_absolute_url()
    assert (award.score, award.amount) == (score, 0)


def test_a_refused_proposal_keeps_what_was_typed_and_says_why(staff, as_user):
    cadre = CadreFactory()

    answer = as_user(staff).post(
        f"{reverse('incentives:award_new')}?cadre={cadre.pk}",
        {"kind": "commendation", "year": "2025", "amount": "9000", "ground": "kept words"},
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert {o.code for o in answer.context["objections"]} == {"not-excellent", "sum-too-large"}
    assert "kept words" in text
    assert "Reward Rules for Civil Servants (2020)" in text


def test_without_a_cadre_one_is_found_by_name(staff, as_user):
    cadre = CadreFactory(name="贾宝")
    browser = as_user(staff)

    assert f"?cadre={cadre.pk}" in browser.get(reverse("incentives:award_new"), {"name": "贾"}).content.decode()
    assert "Nobody serving" in browser.get(reverse("incentives:award_new"), {"name": "甄"}).content.decode()
    assert browser.post(reverse("incentives:award_new"), {}).status_code == 200


@pytest.mark.parametrize("query", ["cadre=0", "cadre=x", "score=0", "score=x"])
def test_an_unknown_cadre_or_score_is_not_there(query, staff, as_user):
    assert as_user(staff).get(f"{reverse('incentives:award_new')}?{query}").status_code == 404


# --- moving -------------------------------------------------------------------------------------
def test_approve_and_grant_by_page(staff, leader, as_user):
    award = AwardFactory(proposed_by=staff)
    move = "incentives:award_move"

    as_user(leader).post(reverse(move, args=[award.pk, "approve"]), {"seen_stage": "proposed"})
    answer = as_user(staff).post(
        reverse(move, args=[award.pk, "grant"]),
        {"seen_stage": "approved", "granted_on": "2026-01-05", "document": "县委〔2026〕3号"},
    )

    award.refresh_from_db()
    assert answer.status_code == 302
    assert (award.stage, award.document) == (AwardStage.GRANTED, "县委〔2026〕3号")


def test_nothing_is_granted_in_the_future(staff, as_user):
    award = AwardFactory(stage="approved")

    answer = as_user(staff).post(
        reverse("incentives:award_move", args=[award.pk, "grant"]), {"granted_on": "2999-01-01", "document": "d"}
    )

    assert answer.status_code == 422
    assert "granted_on" in answer.context["form"].errors


def test_a_move_of_another_name_is_not_there(staff, as_user):
    award = AwardFactory()

    assert as_user(staff).get(reverse("incentives:award_move", args=[award.pk, "frob"])).status_code == 404


@pytest.mark.parametrize(
    ("stage", "states"),
    [
        ("proposed", ["now", "todo", "todo"]),
        ("approved", ["done", "now", "todo"]),
        ("granted", ["done", "done", "done"]),
        ("refused", ["done", "broken"]),
        ("withdrawn", ["done", "broken"]),
    ],
)
def test_the_way_is_shown(stage, states, staff, as_user):
    answer = as_user(staff).get(AwardFactory(stage=stage).get_absolute_url())

    assert [station["state"] for station in answer.context["stages"]] == states


# --- rates --------------------------------------------------------------------------------------
def test_a_rate_is_set_by_one_and_approved_by_another(staff, leader, as_user):
    county = CountyFactory()
    wish = {"division": county.pk, "tier": "poor", "monthly": "500", "first": "2026-01-01", "basis": "b"}

    assert as_user(staff).post(reverse("incentives:rate_new"), wish).status_code == 302
    rate = SubsidyRate.objects.get()
    assert as_user(leader).get(reverse("incentives:rate_approve", args=[rate.pk])).status_code == 200
    assert as_user(leader).post(reverse("incentives:rate_approve", args=[rate.pk])).status_code == 302

    rate.refresh_from_db()
    assert (rate.set_by, rate.approved_by) == (staff, leader)


# --- the leader's own page and file -------------------------------------------------------------
def test_a_leader_sees_own_granted_awards_and_subsidy_alone(leader, as_user):
    user = TownshipUserFactory()
    profile = ProfileFactory()
    TenureFactory(cadre=user.cadre, post=PostFactory(organization=OrganizationFactory(division=profile.division)))
    RateFactory(approved_by=leader)
    AwardFactory(cadre=user.cadre, stage="granted", ground="seen")
    AwardFactory(cadre=user.cadre, year=2024, ground="in the balance")
    AwardFactory(stage="granted", ground="others")

    text = as_user(user).get(reverse("incentives:my_awards")).content.decode()

    assert "seen" in text
    assert "in the balance" not in text
    assert "others" not in text
    assert "500 yuan a month" in text


def test_the_section_of_the_file(staff, django_assert_num_queries):
    award = AwardFactory(stage="granted")
    results(award.cadre, y2024="excellent", y2025="excellent")
    assert staff.code_ranges

    with django_assert_num_queries(3):
        found = PANELS["honours"].load(award.cadre, staff)

    assert found["awards"] == [award]
    assert (found["excellent"], found["last_year"], found["needed"]) == (2, 2025, 3)
    assert PANELS["honours"].load(CadreFactory(), staff)["excellent"] == 0


# --- what is due --------------------------------------------------------------------------------
def test_what_waits_for_whom(staff, leader):
    award = AwardFactory(proposed_by=staff)
    AwardFactory(stage="approved")
    merit = CadreFactory()
    results(merit, y2023="excellent", y2024="excellent", y2025="excellent")

    (for_leader,) = todo_of("incentives", leader, TODAY)
    grants, merits = todo_of("incentives", staff, TODAY)

    assert for_leader.items[0].url == reverse("incentives:award_move", args=[award.pk, "approve"])
    assert grants.items[0].url.endswith("/moves/grant/")
    assert f"cadre={merit.pk}" in merits.items[0].url


def test_own_proposals_do_not_wait_for_oneself(leader):
    AwardFactory(proposed_by=leader)

    assert todo_of("incentives", leader, TODAY) == []


def test_a_long_list_is_cut(leader, django_assert_max_num_queries):
    for _ in range(7):
        AwardFactory()

    assert not leader.barred_cadres
    with django_assert_max_num_queries(2):
        (found,) = todo_of("incentives", leader, TODAY)

    assert (len(found.items), found.more) == (5, True)
