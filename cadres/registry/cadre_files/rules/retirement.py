"""When the statutory age of retirement is reached (法定退休年龄), by the gradual rise since 2025. Pure."""

from datetime import date

from cadres.registry.cadre_files.choices import Sex
from cadres.shared.dates import add_months

LATEST = 36  # months by which the age rises in all
EVERY = 4  # one month more for each four months of birth
MEN, WOMEN = 60, 55


def retires_on(sex: str, born_on: date, *, woman_at_sixty: bool = False) -> date:
    """The first day of the month in which somebody born in this month reaches the age.

    Men at 60, women among cadres at 55, rising by 36 months for those whose 60th or 55th birthday lies in 2025 or
    later. ``woman_at_sixty``: women in posts of county-division rank, who retire at the age of men (notice of 2015).
    Source: decision of the Standing Committee of 13 September 2024, in force from 1 January 2025, with its tables.
    """
    years = WOMEN if sex == Sex.FEMALE and not woman_at_sixty else MEN
    born = born_on.replace(day=1)
    months_after = (born.year + years - 2025) * 12 + born.month - 1
    later = min(months_after // EVERY + 1, LATEST) if months_after >= 0 else 0
    return add_months(born, years * 12 + later)
