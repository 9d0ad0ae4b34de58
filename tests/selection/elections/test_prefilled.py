"""What a clerk need not type: it is known from the finding, the post, the rules or the nominee before."""

from datetime import date

import pytest
from django.urls import reverse

from selection.elections.choices import Path, Stage
from selection.elections.models import Election
from selection.terms.models import Watch
from selection.vacancies.models import Vacancy
from tests.support.cadres import PostFactory, TenureFactory
from tests.support.points import todo_of
from tests.support.selection import ElectionFactory, NomineeFactory, VacancyFactory, days_ago, ready_election

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"selection:{name}", args=args)


def as_sent(page, **typed):
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {**{name: value for name, value in values.items() if value not in (None, "", False)}, **typed}


@pytest.mark.parametrize(("kind", "cause"), [("rotation_10y", "transfer"), ("term_end_6", "term_end")])
def test_a_finding_of_the_watch_opens_the_vacancy_untouched(kind, cause, staff, as_user):
    found = Watch.objects.create(tenure=TenureFactory(), kind=kind, due_on=days_ago(-100), found_on=days_ago(0))
    browser = as_user(staff)
    url = address("watch_succession", found.pk)
    assert url in browser.get(address("watch_list")).text

    page = browser.get(url)
    done = browser.post(url, as_sent(page))

    assert done.status_code == 302
    vacancy = Vacancy.objects.get()
    assert (vacancy.cause, vacancy.free_on, vacancy.wanted_by) == (cause, found.due_on, found.due_on)
    assert str(found.tenure.cadre) in vacancy.note


def test_a_seat_held_past_its_day_is_free_from_today(staff, as_user):
    found = Watch.objects.create(tenure=TenureFactory(), kind="term_over", due_on=days_ago(40), found_on=days_ago(0))

    initial = as_user(staff).get(address("watch_succession", found.pk)).context["form"].initial

    assert (initial["free_on"], initial["wanted_by"]) == (days_ago(0), days_ago(0))


def test_a_finding_elsewhere_is_not_there(staff, as_user):
    assert as_user(staff).get(address("watch_succession", 999)).status_code == 404


def test_the_announcement_comes_from_post_and_rules(staff, as_user):
    post = PostFactory()
    vacancy = VacancyFactory(post=post)
    browser = as_user(staff)
    page = browser.get(address("election_open", vacancy.pk))

    initial = page.context["form"].initial
    county = post.organization.division.parent
    assert str(post) in initial["announcement"]
    assert f"organization department of {county.name}" in initial["announcement"]
    assert initial["conditions"].startswith("1. Full member of the Party\n2. At least 2 years as section deputy")
    assert "township leadership" not in initial["conditions"]  # off unless the county wants it

    assert browser.post(address("election_open", vacancy.pk), as_sent(page)).status_code == 302
    assert Election.objects.get().conditions == initial["conditions"]


def test_an_empty_plan_comes_with_the_text_and_a_written_one_is_left_alone(staff, as_user):
    browser = as_user(staff)
    empty, written = ElectionFactory(announcement="", conditions=""), ElectionFactory()

    form = browser.get(address("election_plan", empty.pk)).context["form"]
    assert "Competent or better" in form["conditions"].value()
    form = browser.get(address("election_plan", written.pk)).context["form"]
    assert form["conditions"].value() == written.conditions


def test_a_plan_that_lacks_something_waits_for_the_clerk_and_for_no_leader(staff, leader):
    lacking, complete = ElectionFactory(registration_to=None), ElectionFactory()

    def due(user, title):
        lists = todo_of("selection.elections", user, days_ago(0))
        return [item.url for found in lists if found.title == title for item in found.items]

    assert due(staff, "Plans of elections to be completed") == [address("election_plan", lacking.pk)]
    assert due(leader, "Elections that wait for you") == [complete.get_absolute_url()]


def test_the_second_nominee_has_what_the_first_has_in_common(as_user):
    election = ready_election(Stage.REGISTRATION)
    day = days_ago(34)
    NomineeFactory(election=election, path=Path.ORGANISATION, nominated_by="县委组织部", registered_on=day)

    form = as_user(election.opened_by).get(address("nominee_register", election.pk)).context["form"]

    assert [form[name].value() for name in ("path", "nominated_by", "registered_on")] == [
        Path.ORGANISATION,
        "县委组织部",
        day,
    ]


def test_the_second_inspection_has_team_days_and_signatures_of_the_first(staff, as_user):
    election = ready_election(Stage.RECOMMENDED, nominees=1)
    second = NomineeFactory(election=election, examinee=True)

    form = as_user(staff).get(address("inspection_record", second.pk)).context["form"]

    assert form["team"].value() == "李一\n王二"
    assert (form["began_on"].value(), form["ended_on"].value()) == (days_ago(28), days_ago(25))
    assert form["signed_by_secretary"].value() == "赵书记"
    assert not form["conclusion"].value()
    assert not form["file_on"].value()


@pytest.mark.parametrize(("begins", "filled"), [(-3, True), (0, True), (1, False)])
def test_the_day_of_an_announcement_is_today_unless_registration_has_begun(begins, filled, leader, as_user):
    election = ElectionFactory(registration_from=days_ago(begins), registration_to=days_ago(begins - 7))

    page = as_user(leader).get(address("election_move", election.pk, "announce"))

    assert page.context["form"]["announced_on"].value() == (days_ago(0) if filled else None)
    assert not page.context["matter"].against.blocking


def test_what_the_form_asks_for_is_no_hint_before_it(leader, as_user):
    election = ready_election(Stage.NOTICED)
    Election.objects.filter(pk=election.pk).update(talk_on=None, starts_on=None)
    browser = as_user(leader)

    offers = {offer.move.name: offer for offer in browser.get(election.get_absolute_url()).context["available_moves"]}
    assert offers["appoint"].objections == []
    refused = browser.post(
        address("election_move", election.pk, "appoint"), {"document": "5", "leave_reason": "promoted"}
    )
    assert refused.status_code == 422


def test_a_notice_leads_to_the_most_urgent_finding_or_to_the_plain_form(staff, as_user):
    tenure, other = TenureFactory(), TenureFactory()
    later, first = (
        Watch.objects.create(tenure=tenure, kind=kind, due_on=day, found_on=date(2026, 11, 1))
        for kind, day in (("rotation_10y", date(2027, 6, 1)), ("term_end_6", date(2027, 5, 1)))
    )
    client = as_user(staff)

    def leads(text):
        return client.get(address("tenure_succession"), {"tenure": text})

    assert leads(tenure.pk).url == address("watch_succession", first.pk)
    first.settled_on = date(2026, 11, 2)
    first.save()
    assert leads(tenure.pk).url == address("watch_succession", later.pk)
    assert leads(other.pk).url == f"{address('vacancy_open')}?tenure={other.pk}"
    assert [leads(text).status_code for text in ("", "x", "²", "9" * 30)] == [404] * 4


@pytest.mark.parametrize(
    ("stage", "name", "cells"),
    [
        (Stage.INSPECTED, "ballot_enter", {"yes": 6, "no": 1, "deferred": 0}),
        (Stage.REGISTRATION, "recommendation_record", {"talk": 2, "vote": 3, "chosen": True}),
    ],
)
def test_what_was_entered_is_there_when_the_form_is_opened_again(stage, name, cells, staff, as_user):
    """A clerk who corrects one number does not lose the others."""
    election = ready_election(stage)
    first = election.nominees.order_by("pk").first()
    form = as_user(staff).get(address(name, election.pk)).context["form"]
    assert {cell: form[f"{cell}_{first.pk}"].value() for cell in cells} == cells
