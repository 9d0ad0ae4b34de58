"""A county ready to be assessed."""

import pytest

from tests.support.assessment import SystemFactory, county_of
from tests.support.cadres import CountyFactory


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def system():
    return SystemFactory(in_force_now=True)


@pytest.fixture
def full(system, staff):
    """Five townships with leaders, starting points and the year's values, still collecting."""
    return county_of(5, system, staff)
