"""The colours of series, read from the tokens: seen on paper, and told apart however one sees colours."""

import re
from itertools import combinations

import pytest

from cadres.shared.charts.base import MOST_SERIES
from config.servers import ROOT

TEXT = (ROOT / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = TEXT.split("@variant dark", 1)
# Machado, Oliveira and Fernandes 2009, severity 1, over linear light.
SIGHTS = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def linear(colour):
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def luminance(light):
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def lab(light):
    red, green, blue = light
    parts = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        luminance(light),
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def token(sheet, name):
    return re.search(rf"--color-{name}: (#[0-9a-f]{{6}});", sheet).group(1)


@pytest.mark.parametrize("sheet", [LIGHT, DARK], ids=["light", "dark"])
def test_every_series_stands_out_from_paper(sheet):
    paper = luminance(linear(token(sheet, "paper")))
    for number in range(MOST_SERIES):
        low, high = sorted((paper, luminance(linear(token(sheet, f"chart-{number}")))))
        assert (high + 0.05) / (low + 0.05) >= 3, number


@pytest.mark.parametrize("sheet", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_series_are_told_apart_by_every_sight(sheet, sight):
    def seen(number):
        light = linear(token(sheet, f"chart-{number}"))
        turned = (sum(share * part for share, part in zip(row, light, strict=True)) for row in SIGHTS[sight])
        return lab([min(1, max(0, part)) for part in turned])

    for one, other in combinations(range(MOST_SERIES), 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen(one), seen(other), strict=True)) ** 0.5
        assert distance >= 15, (one, other)


def test_the_style_sheet_has_a_tone_for_every_series():
    sheet = (ROOT / "assets" / "css" / "charts.css").read_text(encoding="utf-8")
    tones = [int(number) for number in re.findall(r"^\.chart-tone-(\d) \{", sheet, re.MULTILINE)]
    assert tones == list(range(MOST_SERIES))
