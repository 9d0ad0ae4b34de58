"""Charts write their sentences when they are laid out, so in the language that is active then."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield
