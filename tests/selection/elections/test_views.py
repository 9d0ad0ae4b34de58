"""Pages: who sees them, what they cost, what their forms do."""

import pytest
from django.urls import reverse

from cadres.platform.accounts.choices import Role
from selection.elections.choices import Stage
from selection.elections.models import Ballot, Complaint, Election, Inspection, Nominee, Waiver
from selection.terms.models import Watch
from selection.vacancies.models import Vacancy
from tests.cadres.platform.calendar.factories import know_these_weeks
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    LeaderFactory,
    PostFactory,
    TenureFactory,
    TownshipUserFactory,
    UserFactory,
)
from tests.support.corrections import uploaded
from tests.support.exports import exported
from tests.support.selection import ElectionFactory, VacancyFactory, days_ago, inspection, put_at, ready_election

pytestmark = pytest.mark.django_db

LISTS = ("vacancy_list", "election_list", "watch_list")
BUDGET = 8


def watch(**changes) -> Watch:
    return Watch.objects.create(
        tenure=TenureFactory(), kind="term_end_6", due_on=days_ago(-100), found_on=days_ago(0), **changes
    )


MAKE = {"vacancy_list": VacancyFactory, "election_list": ready_election, "watch_list": watch}


def address(name, *args):
    return reverse(f"selection:{name}", args=args)


def pages(election, nominee, complaint):
    """Every page with who may open it besides the roles that may not."""
    yield from ((name, (), {Role.STAFF, Role.LEADER}) for name in LISTS)
    yield "vacancy_open", (), {Role.STAFF}
    yield "vacancy_detail", (election.vacancy_id,), {Role.STAFF, Role.LEADER}
    yield "vacancy_move", (election.vacancy_id, "withdraw"), {Role.STAFF}
    yield "vacancy_move", (election.vacancy_id, "fill"), {Role.LEADER}
    yield "election_open", (election.vacancy_id,), {Role.STAFF}
    yield "election_detail", (election.pk,), {Role.STAFF, Role.LEADER}
    yield "election_plan", (election.pk,), {Role.STAFF}
    yield "nominee_register", (election.pk,), {Role.STAFF}
    yield "recommendation_record", (election.pk,), {Role.STAFF}
    yield "ballot_enter", (election.pk,), {Role.STAFF}
    yield "complaint_receive", (election.pk,), {Role.STAFF}
    yield "complaint_settle", (complaint.pk,), {Role.LEADER}
    yield "nominee_withdraw", (nominee.pk,), {Role.STAFF}
    yield "nominee_waive", (nominee.pk,), {Role.LEADER}
    yield "inspection_record", (nominee.pk,), {Role.STAFF}
    yield "inspection_detail", (nominee.inspection.pk,), {Role.STAFF, Role.LEADER}
    for move, role in (("announce", Role.LEADER), ("recommend", Role.STAFF), ("appoint", Role.LEADER)):
        yield "election_move", (election.pk, move), {role}


def test_access_to_every_page(as_user, client):
    election = ready_election(Stage.NOTICED)
    complaint = Complaint.objects.create(
        election=election, received_on=days_ago(3), sender="某", content="x", recorded_by=election.opened_by
    )
    accounts = {role: UserFactory(role=role) for role in Role if role not in (Role.TOWNSHIP, Role.CLIENT)}
    accounts[Role.TOWNSHIP] = TownshipUserFactory()
    browsers = {role: as_user(account) for role, account in accounts.items()}
    stranger = as_user(UserFactory(remit=CountyFactory(code="330523000000", name="安吉县")))
    for name, args, allowed in pages(election, election.winner, complaint):
        url = address(name, *args)
        assert client.get(url).status_code == 302, name
        for role, browser in browsers.items():
            expected = 200 if role in allowed else 403
            assert browser.get(url).status_code == expected, (name, role)
        if args and Role.STAFF in allowed:
            assert stranger.get(url).status_code == 404, name


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_for_any_number_of_rows(name, number, staff, as_user, django_assert_max_num_queries):
    for _ in range(number):
        MAKE[name]()
    browser = as_user(staff)
    with django_assert_max_num_queries(BUDGET):
        response = browser.get(address(name))
    assert len(response.context["table"].rows) == number


@pytest.mark.parametrize("nominees", [1, 3])
@pytest.mark.parametrize("stage", Stage)
def test_dossier_costs_the_same_for_any_number_of_nominees(
    stage, nominees, staff, as_user, django_assert_max_num_queries
):
    election = ready_election(stage, nominees=nominees)
    browser = as_user(staff)
    with django_assert_max_num_queries(BUDGET):
        response = browser.get(election.get_absolute_url())
    assert len(response.context["candidates"]) == nominees


def test_vacancy_page_and_its_budget(staff, as_user, django_assert_max_num_queries):
    election = ready_election(Stage.PREPARED)
    browser = as_user(staff)
    with django_assert_max_num_queries(BUDGET + 2):  # a vacancy's own rules look for holder and election
        page = browser.get(election.vacancy.get_absolute_url())
    assert election.get_absolute_url() in page.text


@pytest.mark.parametrize("export", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_lists_can_be_exported(name, export, staff, as_user):
    MAKE[name]()
    browser = as_user(staff)
    if name == "watch_list":  # the only one of persons
        content = exported(browser, staff, address(name), {"export": export})
    else:
        content = b"".join(browser.get(address(name), {"export": export}).streaming_content)
    assert content[:2] == (b"PK" if export == "xlsx" else b"\xef\xbb")


def test_watch_list_hides_what_is_settled_unless_asked(staff, as_user):
    watch(settled_on=days_ago(0))
    browser = as_user(staff)
    assert len(browser.get(address("watch_list")).context["table"].rows) == 0
    assert len(browser.get(address("watch_list"), {"settled": "true"}).context["table"].rows) == 1
    assert len(browser.get(address("watch_list"), {"settled": "false"}).context["table"].rows) == 0


def test_vacancy_is_opened_from_the_watch(staff, as_user):
    tenure = TenureFactory()
    browser = as_user(staff)
    url = f"{address('vacancy_open')}?tenure={tenure.pk}"
    page = browser.get(url)
    assert page.context["form"].initial["post"] == tenure.post_id
    answer = {"post": tenure.post_id, "cause": "transfer", "wanted_by": days_ago(-30)}
    refused = browser.post(url, answer)
    assert refused.status_code == 422
    assert [o.code for o in refused.context["objections"]] == ["free-day-missing"]
    done = browser.post(url, {**answer, "free_on": days_ago(-20)})
    assert done.status_code == 302
    assert Vacancy.objects.get().opened_by == staff


def test_forms_of_the_procedure(staff, leader, as_user):
    know_these_weeks()
    """What the browser sends, from the plan to the settled objection."""
    office, chief = as_user(staff), as_user(leader)
    vacancy = VacancyFactory(post=PostFactory())
    plan = {
        "announcement": "公告",
        "conditions": "条件",
        "registration_from": days_ago(40),
        "registration_to": days_ago(33),
    }
    assert office.post(address("election_open", vacancy.pk), plan).status_code == 302
    election = Election.objects.get()
    assert office.post(address("election_plan", election.pk), {**plan, "conditions": "新"}).status_code == 302

    def move(browser, name, **data):
        election.refresh_from_db()
        response = browser.post(address("election_move", election.pk, name), {"seen_stage": election.stage, **data})
        assert response.status_code == 302, response.context.get("objections") or response.context["form"].errors

    move(chief, "announce", announced_on=days_ago(41))
    people = [CadreFactory(name="甲某"), CadreFactory(name="乙某")]
    register = address("nominee_register", election.pk)
    found = office.get(register, {"q": "甲"}).context["form"].fields["cadre"].widget.choices
    assert [row[0] for row in found] == ["", people[0].pk]
    for cadre in people:
        data = {"cadre": cadre.pk, "path": "self", "supporters": 0, "registered_on": days_ago(35)}
        assert office.post(register, data).status_code == 302
    one, two = Nominee.objects.order_by("pk")
    votes = {
        f"talk_{one.pk}": 3,
        f"vote_{one.pk}": 9,
        f"chosen_{one.pk}": "on",
        f"talk_{two.pk}": 1,
        f"vote_{two.pk}": 2,
    }
    meeting = {"talks_on": days_ago(31), "talks_people": 5, "meeting_on": days_ago(30), "due": 15, "present": 12}
    assert office.post(address("recommendation_record", election.pk), {**meeting, **votes}).status_code == 302
    assert office.get(address("recommendation_record", election.pk)).status_code == 200
    move(office, "recommend")
    result = {**inspection(), "team": "李一\n王二", "fit": "on"}
    assert office.post(address("inspection_record", one.pk), result).status_code == 302
    assert Inspection.objects.get().team == ["李一", "王二"]
    assert "李一\n王二" in office.get(address("inspection_record", one.pk)).text
    move(office, "inspect")
    vote = {
        "body": "standing_committee",
        "met_on": days_ago(20),
        "due": 7,
        "present": 6,
        "recused": 0,
        "secret": "on",
        "document": "纪要",
        f"yes_{one.pk}": 5,
        f"no_{one.pk}": 1,
        f"deferred_{one.pk}": 0,
    }
    assert office.post(address("ballot_enter", election.pk), vote).status_code == 302
    assert Ballot.objects.get().entered_by == staff
    move(chief, "decide")
    move(office, "publish", notice_from=days_ago(20))
    scan = reverse("cadres:attachment_new", args=["selection.election", election.pk, "notice"])
    assert office.post(scan, {"file": uploaded()}).status_code == 302
    move(chief, "recognize", reason="公示原件补录")
    complaint = {"received_on": days_ago(12), "sender": "某", "content": "反映"}
    assert office.post(address("complaint_receive", election.pk), complaint).status_code == 302
    settle = address("complaint_settle", Complaint.objects.get().pk)
    assert chief.post(settle, {"settlement": "查无实据"}).status_code == 302
    move(
        as_user(LeaderFactory()),
        "appoint",
        talk_on=days_ago(5),
        starts_on=days_ago(20),
        document="任 1",
        leave_reason="promoted",
    )
    election.refresh_from_db()
    assert (election.stage, election.winner) == (Stage.APPOINTED, one)
    page = chief.get(election.get_absolute_url())
    assert {stage["state"] for stage in page.context["stages"]} == {"done"}


def test_out_of_date_page_is_sent_back(staff, as_user):
    election = ready_election(Stage.RECOMMENDED)
    response = as_user(staff).post(
        address("election_move", election.pk, "inspect"), {"seen_stage": Stage.REGISTRATION}, follow=True
    )
    assert response.redirect_chain
    election.refresh_from_db()
    assert election.stage == Stage.RECOMMENDED


def test_exception_is_offered_and_granted(leader, as_user):
    election = ready_election(Stage.REGISTRATION)
    nominee = election.nominees.order_by("pk").first()
    nominee.cadre.growth_place = election.vacancy.post.organization.division
    nominee.cadre.save(update_fields=["growth_place"])
    browser = as_user(leader)
    url = address("nominee_waive", nominee.pk)
    assert url in browser.get(election.get_absolute_url()).text
    data = {"rule": "recuse.place_township", "reason": "需要", "document": "批 1"}
    assert browser.post(url, data).status_code == 302
    assert Waiver.objects.get().granted_by == leader


def test_withdrawal_from_the_page(staff, as_user):
    election = put_at(ElectionFactory(announced_on=days_ago(41)), Stage.REGISTRATION)
    nominee = Nominee.objects.create(
        election=election, cadre=CadreFactory(), path="self", registered_on=days_ago(35), registered_by=staff
    )
    assert as_user(staff).post(address("nominee_withdraw", nominee.pk), {"reason": "本人意愿"}).status_code == 302
    nominee.refresh_from_db()
    assert nominee.withdrawn_on == days_ago(0)


def test_the_timetable_counts_from_a_chosen_day(staff, as_user):
    election = ready_election(Stage.DECIDED)
    Election.objects.filter(pk=election.pk).update(notice_from=None, notice_until=None, starts_on=None)
    client, address = as_user(staff), reverse("selection:election_timetable", args=[election.pk])
    assert f'href="{address}"' in client.get(election.get_absolute_url()).text
    later = days_ago(-30)
    page = client.get(address, {"begins": str(later)})
    assert [line.day for line, _days in page.context["rows"]][-1] >= later
    assert client.get(address, {"begins": "soon"}).status_code == 200
