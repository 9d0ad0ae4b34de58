"""The condition that training adds to the conditions of cadres."""

from decimal import Decimal

import pytest

from cadres.models import Cadre
from cadres.platform.accounts.choices import Role
from cadres.registry.file_page.conditions import CADRES
from cadres.shared.lists.conditions import read
from tests.support.cadres import UserFactory
from tests.support.training import AttendanceFactory, CadreFactory, EnrolmentFactory, SessionFactory
from training.enrolments.services.hours import hours_in_year

pytestmark = pytest.mark.django_db


def test_hours_are_those_that_the_file_tells(staff):
    none, some, many = CadreFactory(), CadreFactory(), CadreFactory()
    sessions = [SessionFactory() for _ in range(3)]
    for session, people in zip(sessions, ([some, many], [many], [many]), strict=True):
        for cadre in people:
            enrolment = EnrolmentFactory(training_class=session.training_class, cadre=cadre)
            AttendanceFactory(session=session, enrolment=enrolment)
    hours = hours_in_year([none.pk, some.pk, many.pk], sessions[0].starts_at.year)

    for operator, bound in (("min", "3.5"), ("min", "4"), ("max", "3.5"), ("max", "100")):
        text = f"training.{operator}.{bound.replace('.', '!d')}.{sessions[0].starts_at.year}"
        found = {cadre.pk for cadre in Cadre.objects.filter(CADRES.where(read(text), staff))}
        fits = {pk for pk, n in hours.items() if (n >= Decimal(bound) if operator == "min" else n <= Decimal(bound))}
        assert found & set(hours) == fits


def test_who_may_not_see_training_is_not_offered_it(staff):
    stranger = UserFactory(role=Role.AUDIT)

    assert CADRES.open_to(staff, "training")
    assert CADRES.open_to(stranger, "training") is None
    assert "training" not in {one.key for one in CADRES.offered(stranger)}
