"""Vacancies through their services."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from cadres.models import Step
from cadres.shared.errors import Refused
from selection.elections import services
from selection.vacancies import services as vacancies
from selection.vacancies.choices import Cause, VacancyStage
from selection.vacancies.models import Vacancy
from selection.vacancies.workflow import MOVES
from tests.support.cadres import CountyFactory, PostFactory, TenureFactory, TownshipUserFactory, UserFactory
from tests.support.moves import entitled
from tests.support.refusals import codes, refusal
from tests.support.selection import ElectionFactory, VacancyFactory, days_ago

pytestmark = pytest.mark.django_db


def test_vacancy_of_a_free_seat(staff):
    post = PostFactory()
    vacancy = vacancies.open_vacancy(post, cause=Cause.RETIREMENT, wanted_by=days_ago(-30), by=staff)
    assert (vacancy.seat, vacancy.leaving, vacancy.free_on) == (1, None, days_ago(0))
    with pytest.raises(Refused) as refused:
        vacancies.open_vacancy(post, cause=Cause.OTHER, wanted_by=days_ago(1), by=staff)
    assert codes(refused) == ["approved-number", "wanted-in-the-past"]


def test_vacancy_of_a_seat_still_held(staff):
    tenure = TenureFactory()
    with pytest.raises(Refused) as refused:
        vacancies.open_vacancy(tenure.post, cause=Cause.TRANSFER, wanted_by=days_ago(-30), by=staff)
    assert codes(refused) == ["free-day-missing"]
    with pytest.raises(Refused) as refused:
        vacancies.open_vacancy(
            tenure.post, cause=Cause.TRANSFER, wanted_by=days_ago(-30), free_on=days_ago(-500), by=staff
        )
    assert codes(refused) == ["too-early"]
    found = vacancies.open_vacancy(
        tenure.post, cause=Cause.TRANSFER, wanted_by=days_ago(-30), free_on=days_ago(-20), by=staff
    )
    assert found.leaving == tenure


def test_opening_needs_permission_and_remit(leader):
    post = PostFactory()
    stranger = UserFactory(remit=CountyFactory(code="330523000000", name="安吉县"))
    for account in (leader, stranger, TownshipUserFactory()):
        with pytest.raises(PermissionDenied):
            vacancies.open_vacancy(post, cause=Cause.OTHER, wanted_by=days_ago(-30), by=account)
        with pytest.raises(PermissionDenied):
            services.open_election(VacancyFactory(post=PostFactory()), by=account)


def test_vacancy_moves(staff, leader):
    election = ElectionFactory()
    with pytest.raises(Refused) as refused:
        vacancies.take(election.vacancy, "withdraw", by=staff, reason="不再需要")
    assert codes(refused) == ["election-running"]
    with pytest.raises(Refused) as refused:
        vacancies.take(election.vacancy, "fill", by=leader)
    assert codes(refused) == ["seat-not-held"]
    services.take(election, "abandon", by=leader, reason="编制调整")
    done = vacancies.take(election.vacancy, "withdraw", by=staff, reason="不再需要")
    assert (done.stage, done.closed_on) == (VacancyStage.WITHDRAWN, days_ago(0))
    with pytest.raises(Refused) as refused:
        services.open_election(done, by=staff)
    assert codes(refused) == ["vacancy-closed"]


def ready_vacancy(move, stage):
    """A vacancy for which every guard of the move lets pass."""
    closed_on = None if stage == VacancyStage.OPEN else days_ago(1)
    vacancy = VacancyFactory(stage=stage, closed_on=closed_on)
    if move.name == "fill":
        TenureFactory(post=vacancy.post, seat=vacancy.seat)
    return vacancy


@pytest.mark.parametrize("stage", VacancyStage)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_every_move_of_a_vacancy_from_every_stage(move, stage, staff, leader):
    vacancy = ready_vacancy(move, stage)
    by = entitled(move, staff, leader)
    if stage in move.sources:
        assert vacancies.take(vacancy, move.name, by=by, reason="不再需要").stage == move.target
        assert [step.move for step in Step.objects.of(vacancy)] == [move.name]
    else:
        assert refusal(vacancies.take, vacancy, move.name, by=by, reason="不再需要") == ["wrong-stage"]


def test_one_election_a_vacancy(staff):
    election = ElectionFactory()
    with pytest.raises(Refused) as refused:
        services.open_election(election.vacancy, by=staff)
    assert codes(refused) == ["election-exists"]


def test_every_element_of_a_vacancy_is_in_the_history():
    vacancy = VacancyFactory()
    Vacancy.objects.filter(pk=vacancy.pk).update(note="改")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT note FROM selection_vacancyevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [vacancy.pk])
        assert [row[0] for row in cursor.fetchall()] == ["", "改"]
