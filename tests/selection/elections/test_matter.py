"""What a leader sees of an election before deciding, and the page of an inspection."""

import pytest
from django.urls import reverse

from cadres.models import AnnualResult, FileAccess, Sanction, Step
from cadres.registry.protection.services import declare_kinship, settle_kinship
from selection.elections.choices import Stage
from selection.elections.models import Complaint, Inspection
from tests.support.cadres import LeaderFactory
from tests.support.objections import codes
from tests.support.selection import days_ago, ready_election

pytestmark = pytest.mark.django_db


def matter_of(browser, election, name):
    page = browser.get(reverse("selection:election_move", args=[election.pk, name]))
    assert page.status_code == 200
    return page.context["matter"]


def facts_under(matter, title):
    return dict(next(part.facts for part in matter.parts if part.title == title))


def against(matter):
    found = matter.against
    return codes([*found.blocking, *found.overridable, *found.reminding])


def test_who_announces_reads_the_plan(leader, as_user):
    election = ready_election(Stage.PREPARED)

    matter = matter_of(as_user(leader), election, "announce")

    assert facts_under(matter, "The vacancy")["Post"] == election.vacancy.post
    assert facts_under(matter, "Announcement")["Conditions"] == election.conditions
    assert matter.papers is None


def test_who_confirms_the_vote_sees_everybody_inspected(leader, as_user):
    election = ready_election(Stage.INSPECTED)
    first, second = election.nominees.order_by("registered_on", "pk")
    AnnualResult.objects.create(cadre=first.cadre, year=2025, grade="excellent")

    matter = matter_of(as_user(leader), election, "decide")

    told = facts_under(matter, first.cadre.name)
    assert [one.url for one in matter.concerned] == [one.cadre.get_absolute_url() for one in (first, second)]
    assert (told["Yearly results"], told["Sanctions"]) == ("2025: Excellent", "None in effect.")
    assert told["Committee's vote"] == "6 agree, 1 disagree, 0 defer"
    assert facts_under(matter, "Vote of the committee")["Members due"] == 7
    assert first.inspection.get_absolute_url() in [paper.url for paper in matter.papers]
    assert any("file 12" in str(paper.label) and not paper.url for paper in matter.papers)


def test_who_appoints_sees_the_one_chosen_notice_and_objections_before_pressing(leader, as_user):
    election = ready_election(Stage.NOTICED)
    Complaint.objects.create(
        election=election, received_on=days_ago(12), sender="张某", content="不实", recorded_by=election.opened_by
    )
    Sanction.objects.create(
        cadre=election.winner.cadre, kind="party_warning", decided_on=days_ago(20), document="纪〔2026〕1号"
    )

    matter = matter_of(as_user(leader), election, "appoint")

    assert [one.name for one in matter.concerned] == [election.winner.cadre.name]
    assert facts_under(matter, "Public notice")["Objection by 张某"] == "不实 – Not settled yet."
    assert {"complaint-open"} <= set(against(matter))
    assert "sanction" in " ".join(against(matter))
    assert "The tenure begins" in str(matter.follows)
    assert not Step.objects.of(election).exists()


def test_the_form_of_an_appointment_breaks_no_rule_by_itself(leader, as_user):
    election = ready_election(Stage.NOTICED)

    assert not {"talk-missing", "start-missing", "talk-in-future", "start-in-future"} & set(
        against(matter_of(as_user(leader), election, "appoint"))
    )


def test_settling_an_objection_and_granting_an_exception_show_the_case(leader, as_user):
    election = ready_election(Stage.NOTICED)
    complaint = Complaint.objects.create(
        election=election, received_on=days_ago(12), sender="张某", content="不实", recorded_by=election.opened_by
    )
    browser = as_user(leader)

    settle = browser.get(reverse("selection:complaint_settle", args=[complaint.pk])).context["matter"]
    waive = browser.get(reverse("selection:nominee_waive", args=[election.winner_id])).context["matter"]

    assert facts_under(settle, "The objection")["Content"] == "不实"
    assert settle.concerned[0].name == waive.concerned[0].name == election.winner.cadre.name
    assert "Way in" in facts_under(waive, election.winner.cadre.name)


@pytest.mark.parametrize("rows", [2, 4])
def test_the_matter_costs_the_same_for_any_number_of_nominees(rows, leader, as_user, django_assert_num_queries):
    election = ready_election(Stage.INSPECTED, nominees=rows)
    browser = as_user(leader)

    with django_assert_num_queries(8):
        matter_of(browser, election, "decide")


# --- the page of an inspection --------------------------------------------------------------------------


def test_a_leader_reads_the_inspection_and_reaches_it_from_election_and_form(leader, as_user):
    election = ready_election(Stage.INSPECTED)
    one = Inspection.objects.filter(nominee__election=election).order_by("pk").first()
    browser = as_user(leader)

    assert one.get_absolute_url() in browser.get(election.get_absolute_url()).text
    page = browser.get(one.get_absolute_url())

    assert page.status_code == 200
    for text in ("李一, 王二", "合格", "file 12", "赵书记", "People talked to", "20"):
        assert text in page.text
    assert "Record the inspection" not in page.text
    assert FileAccess.objects.filter(by=leader, cadre=one.nominee.cadre, part="inspection").count() == 1


def test_staff_change_it_until_the_inspection_is_closed(staff, as_user):
    open_now = Inspection.objects.filter(nominee__election=ready_election(Stage.RECOMMENDED)).first()
    closed = Inspection.objects.filter(nominee__election=ready_election(Stage.INSPECTED)).first()
    browser = as_user(staff)

    change = reverse("selection:inspection_record", args=[open_now.nominee_id])
    assert change in browser.get(open_now.get_absolute_url()).text
    assert "Record the inspection" not in browser.get(closed.get_absolute_url()).text


def test_an_election_with_a_relative_is_closed_with_all_its_inspections(leader, as_user):
    one = Inspection.objects.filter(nominee__election=ready_election(Stage.INSPECTED)).first()
    kinship = declare_kinship(one.nominee.cadre, relation="哥哥", by=leader)
    settle_kinship(kinship, "confirm", by=LeaderFactory())

    other = one.nominee.election.nominees.exclude(pk=one.nominee_id).get()
    move = reverse("selection:election_move", args=[one.nominee.election_id, "decide"])
    for address in (one.get_absolute_url(), other.inspection.get_absolute_url(), move):
        assert as_user(leader).get(address).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_an_inspection_costs_the_same_for_any_number_of_nominees(rows, leader, as_user, django_assert_num_queries):
    election = ready_election(Stage.INSPECTED, nominees=rows)
    one = Inspection.objects.filter(nominee__election=election).first()
    browser = as_user(leader)

    with django_assert_num_queries(9):
        browser.get(one.get_absolute_url())
