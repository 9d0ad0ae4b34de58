"""The structure of the leading groups (班子结构) in short, on the first page: age, education, sex, party."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.registry.cadre_files.choices import EducationRank, PoliticalStatus, Sex
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.rules.ages import AGES, age_labels
from cadres.registry.file_page.filters import NO_RANK, OLDEST, aged, highest_education
from cadres.shared.charts.bars import Shares, layout_shares
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.rows import RowChart
from cadres.shared.lists.conditions import Row
from cadres.shared.pages.overview import Card, Figure, Findings, list_of

LIST = "cadres:cadre_list"
GROUP = {"leads": "group"}
PARTY = (PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY)
LEVELS = (
    (gettext_lazy("Postgraduate"), (EducationRank.DOCTOR, EducationRank.MASTER)),
    (gettext_lazy("Undergraduate"), (EducationRank.BACHELOR,)),
    (gettext_lazy("Junior college"), (EducationRank.JUNIOR,)),
    (gettext_lazy("Secondary school or not on record"), (EducationRank.SECONDARY, NO_RANK)),
)


def structure(user: Any, _today: date) -> Findings | None:
    """Of all members of the township leading groups; who holds two posts is counted once."""
    outside = Q(*(~Q(political_status=status) for status in PARTY))
    counted: dict[str, Q] = {"people": Q(), "women": Q(sex=Sex.FEMALE), "outside": outside}
    counted |= {f"age_{low}": aged(*_ends(low, high)) for low, high in AGES}
    counted |= {f"level_{ranks[0]}": Q(rank__in=ranks) for _name, ranks in LEVELS}
    rows = Cadre.objects.visible_to(user).in_leading_groups().alias(rank=highest_education())
    found = rows.aggregate(**{key: Count("pk", filter=where) for key, where in counted.items()})
    people = found["people"]
    if not people:
        return None
    ages = [list_of(LIST, **GROUP, **_asked(*_ends(low, high))) for low, high in AGES]
    levels = [list_of(LIST, **GROUP, highest=[int(rank) for rank in ranks]) for _name, ranks in LEVELS]
    not_in_party = "~".join(str(Row("politics", "not", status)) for status in PARTY)
    return Findings(
        [
            _shares("ages", _("Age"), age_labels(), [found[f"age_{low}"] for low, _high in AGES], ages),
            _shares(
                "education",
                _("Highest education"),
                [name for name, _ranks in LEVELS],
                [found[f"level_{ranks[0]}"] for _name, ranks in LEVELS],
                levels,
            ),
        ],
        [
            Figure(_("Members"), people, list_of(LIST, **GROUP)),
            Figure(_("Women"), found["women"], list_of(LIST, **GROUP, sex=Sex.FEMALE.value)),
            Figure(_("Not in the party"), found["outside"], list_of(LIST, **GROUP, where=not_in_party)),
        ],
    )


def _ends(low: int, high: int) -> tuple[int | None, int | None]:
    """The youngest and the oldest band are open."""
    return low or None, None if high > OLDEST else high


def _asked(low: int | None, high: int | None) -> dict[str, int]:
    return {name: end for name, end in (("age_from", low), ("age_to", high)) if end is not None}


def _shares(key: str, title: Any, labels: list[Any], numbers: list[int], links: list[str]) -> RowChart:
    whole = sum(numbers)
    return layout_shares(
        About(key, title, decimals=0),
        labels,
        Shares(
            Series(_("Share, %"), [100 * number / whole for number in numbers], links),
            [100] * len(numbers),
            beside=[Series(_("People"), numbers, links)],
        ),
    )


CARD = Card(
    "structure", gettext_lazy("Structure of the leading groups"), "cadres.view_cadre", LIST, structure, place=30
)
