"""Every form that an address leads to, at three widths: its fields are wide enough to be typed into."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, reverse

from cadres.models import Installation
from cadres.platform.accounts.choices import Role
from cadres.shared.pages.form_pages import FormPage
from selection.elections.choices import Stage
from tests.config.test_access_matrix import ARGUMENTS, ROUTES, routes
from tests.support.assessment import CycleFactory, SystemFactory
from tests.support.cadres import CountyFactory, TenureFactory, TermFactory, UserFactory
from tests.support.files import profile
from tests.support.incentives import AwardFactory
from tests.support.selection import VacancyFactory, ready_election
from tests.support.training import TrainingClassFactory


@pytest.fixture
def county(transactional_db):
    """A little of everything that forms are about."""
    Installation.objects.create(division=CountyFactory(), demonstration=True)
    tenure = TenureFactory()
    TermFactory(organization=tenure.post.organization)
    profile(tenure.post.organization.division, 2025)
    VacancyFactory()
    for stage in (Stage.PREPARED, Stage.REGISTRATION, Stage.RECOMMENDED, Stage.INSPECTED, Stage.NOTICED):
        ready_election(stage)
    CycleFactory(system=SystemFactory(in_force_now=True))
    AwardFactory()
    TrainingClassFactory()


def forms_of(role: Role) -> Iterator[list[str]]:
    """For each form that the role may open its addresses, with the first records that there are."""
    for name, pattern in routes().items():
        view = getattr(pattern.callback, "view_class", None)
        if view is None or not issubclass(view, FormPage) or role not in ROUTES[name]:
            continue
        given = ARGUMENTS.get(name, {})
        if "pk" not in pattern.pattern.regex.groupindex:
            records: list[dict] = [{}]
        else:
            rows = view.model.objects.order_by("pk")[:8] if isinstance(view.model, type) else ()
            records = [{"pk": row.pk} for row in rows]
        with suppress(NoReverseMatch):
            yield [reverse(name, kwargs={**given, **record}) for record in records]


@pytest.mark.parametrize(("role", "at_least"), [(Role.STAFF, 30), (Role.LEADER, 6)])
def test_every_field_is_wide_enough(county, page_as, check_page, role, at_least):
    user, pages = UserFactory(role=role), []
    narrow = page_as(user, width=360)
    for addresses in forms_of(role):
        for address in addresses:  # a form of a stage opens for the record that has reached it
            if narrow.goto(address).status == 200 and narrow.locator("main form").count():
                check_page(narrow, by_axe=False)
                pages.append(address)
                break
            narrow.troubles.clear()
    assert len(pages) >= at_least, pages
    for width in (768, 1440):
        page = page_as(user, width=width)
        for address in pages:
            page.goto(address)
            check_page(page, by_axe=False)
