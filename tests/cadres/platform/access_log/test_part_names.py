"""Every part of a file whose reading is put on record has a name that the auditor reads."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from cadres.platform.access_log.presenters import part_label

APPS = ("cadres", "selection", "training", "assessment", "incentives")
READING = re.compile(r'(?:open_part|open_files|record_readings)\([^"\n]*"([a-z_]+)"')
PARTS = sorted(
    {
        part
        for app in APPS
        for path in (settings.BASE_DIR / app).rglob("*.py")
        for part in READING.findall(path.read_text())
    }
)


def test_some_parts_were_found():
    assert {"matter", "inspection", "roster", "photo"} <= set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_a_name(part):
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert str(part_label(part)) != part
