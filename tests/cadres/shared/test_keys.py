"""Keys as addresses and forms bring them: read in one place, so that no sign like ² breaks a page."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from cadres.shared.numbers import key_of, keys_of
from tests.support.selection import ready_election

APPS = ("cadres", "selection", "training", "assessment", "incentives", "config")
FROM_OUTSIDE = re.compile(r"(views|forms|pages|filters|lists|api)(/|\.py$)|export_sources\.py$|middleware\.py$")
DIGITS = re.compile(r"\.(isdigit|isdecimal|isnumeric)\(\)")
READ_OTHERWISE = {  # each bounded by its length, and none a key
    "cadres/shared/api/base.py": 1,
    "cadres/shared/pages/grids.py": 1,
    "cadres/platform/divisions/filters.py": 1,
    "cadres/platform/divisions/pages.py": 1,
    "cadres/platform/imports/pages.py": 2,
}
UNSOUND = ["", "x", "²", "٣", "-1", "1.5", "9" * 19, "9" * 5000, " 1", "0x1"]


@pytest.mark.parametrize("text", UNSOUND)
def test_what_is_no_key_is_none(text):
    assert key_of(text) is None


@pytest.mark.parametrize(("text", "key"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_a_key_is_read(text, key):
    assert key_of(text) == key


def test_keys_in_a_row():
    assert keys_of("3.x.17.².20") == [3, 17, 20]
    assert keys_of("3.x.17.20", 3) == [3, 17]
    assert keys_of("") == []


def test_nobody_else_decides_what_a_digit_is():
    found = {}
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            name = str(path.relative_to(settings.BASE_DIR))
            if FROM_OUTSIDE.search(name) and (number := len(DIGITS.findall(path.read_text()))):
                found[name] = number

    assert found == READ_OTHERWISE


@pytest.mark.django_db
@pytest.mark.parametrize("text", UNSOUND)
def test_pages_that_read_keys_answer(text, staff, leader, as_user):
    election = ready_election()
    client = as_user(staff)
    pages = [
        (reverse("selection:vacancy_open"), {"tenure": text}),
        (reverse("selection:vacancy_open"), {"post": text}),
        (reverse("selection:nominees_register"), {"chosen": text}),
        (reverse("training:call_up_picked"), {"chosen": text}),
        (reverse("cadres:cadre_list"), {"chosen": text}),
        (
            reverse("cadres:cadre_conditions"),
            {"join": "and", "key": "sex", "operator": "is", "value": "1", "detail": "", "group": text},
        ),
        (reverse("cadres:cadre_conditions"), {"join": "and", "add": text, "less": text, "drop": text}),
        (reverse("incentives:award_new"), {"cadre": text}),
        (reverse("incentives:award_new"), {"score": text}),
    ]
    for address, query in pages:
        assert client.get(address, query).status_code in (200, 302, 404), address
    answer = client.post(reverse("selection:nominee_register", args=[election.pk]), {"cadre": text})
    assert answer.status_code in (200, 302, 403, 404, 422)
