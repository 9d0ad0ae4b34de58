"""Sanctions as the appointment form tells them."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.timezone import localdate

from cadres.registry.cadre_files.points import RewardSource
from cadres.registry.cadre_files.rules.rewards import Line
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.models import Sanction

# A form tells of sanctions of party and state (党纪政务处分), not of measures of the organization.
WRITTEN = {
    SanctionKind.PARTY_WARNING: "党内警告处分",
    SanctionKind.PARTY_SERIOUS_WARNING: "党内严重警告处分",
    SanctionKind.PARTY_REMOVAL: "撤销党内职务处分",
    SanctionKind.PARTY_PROBATION: "留党察看处分",
    SanctionKind.ADMIN_WARNING: "政务警告处分",
    SanctionKind.ADMIN_DEMERIT: "政务记过处分",
    SanctionKind.ADMIN_MAJOR_DEMERIT: "政务记大过处分",
    SanctionKind.ADMIN_REMOVAL: "政务降级或撤职处分",
}
WORDS = {
    SanctionKind.PARTY_WARNING: ("党内警告",),
    SanctionKind.PARTY_SERIOUS_WARNING: ("严重警告",),
    SanctionKind.PARTY_REMOVAL: ("撤销党内职务",),
    SanctionKind.PARTY_PROBATION: ("留党察看",),
    SanctionKind.ADMIN_WARNING: ("政务警告", "行政警告"),
    SanctionKind.ADMIN_DEMERIT: ("记过",),
    SanctionKind.ADMIN_MAJOR_DEMERIT: ("记大过",),
    SanctionKind.ADMIN_REMOVAL: ("降级或撤职", "降级", "撤职"),
}


def load(ids: Sequence[int]) -> dict[int, list[Line]]:
    """Those that nobody has annulled."""
    found: dict[int, list[Line]] = defaultdict(list)
    for one in Sanction.objects.standing_on(localdate()).filter(cadre__in=ids, kind__in=WRITTEN):
        text = f"{one.decided_on.year}年{one.decided_on.month}月，受{WRITTEN[SanctionKind(one.kind)]}（{one.organ}）"
        found[one.cadre_id].append(Line(one.decided_on, text, WORDS[SanctionKind(one.kind)]))
    return found


REWARDS = RewardSource("sanctions", tuple(word for words in WORDS.values() for word in words), load)
