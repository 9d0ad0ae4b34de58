"""The table of what the program promises: each row names tests that there are."""

import re

import pytest
from django.conf import settings

PAGE = (settings.BASE_DIR / "docs" / "security.md").read_text()
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_the_rows_are_counted_through():
    assert [int(row.split("|")[1]) for row in ROWS] == list(range(1, len(ROWS) + 1))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[2].strip()[:40])
def test_each_row_is_held_by_tests(row):
    found = NAMED.findall(row)

    assert found, "a promise without a test"
    for path, name in found:
        text = (settings.BASE_DIR / path).read_text()
        assert re.search(rf"^def {name}\(" if name else r"^def test_", text, re.MULTILINE), f"{path}::{name}"
