"""When the age of retirement is reached, asked outside a file (退休年龄演算)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.platform.rule_examples.points import Calculation, Example, Kind, Quantity
from cadres.registry.cadre_files.choices import Sex
from cadres.registry.cadre_files.regulations import RETIRED
from cadres.registry.cadre_files.rules.retirement import retires_on
from cadres.shared.regulations.laws import RETIREMENT

TABLES = RETIREMENT.article()


def _retires(_book: Any, *, sex: str, born: date, senior: bool) -> date:
    return retires_on(sex, born, woman_at_sixty=senior)


CALCULATIONS = (
    Calculation(
        "retirement.month",
        _("Month in which the statutory age of retirement is reached"),
        (RETIRED,),
        (
            Quantity(_("sex"), Kind.CHOICE, "sex", choices=tuple(Sex.choices)),
            Quantity(_("Day of birth"), Kind.DAY, "born"),
            Quantity(_("Post of county-division rank"), Kind.YES, "senior"),
        ),
        Quantity(_("First day of that month"), Kind.DAY),
        _retires,
        tuple(
            Example({"sex": str(sex), "born": born, "senior": senior}, month, TABLES)
            for sex, born, senior, month in (
                (Sex.MALE, date(1964, 12, 1), False, date(2024, 12, 1)),
                (Sex.MALE, date(1965, 1, 1), False, date(2025, 2, 1)),
                (Sex.MALE, date(1970, 1, 1), False, date(2031, 5, 1)),
                (Sex.MALE, date(1976, 9, 1), False, date(2039, 9, 1)),
                (Sex.FEMALE, date(1970, 1, 1), False, date(2025, 2, 1)),
                (Sex.FEMALE, date(1981, 9, 1), False, date(2039, 9, 1)),
                (Sex.FEMALE, date(1970, 1, 1), True, date(2031, 5, 1)),
            )
        ),
    ),
)
