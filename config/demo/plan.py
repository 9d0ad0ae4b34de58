"""What the county looks like: bodies, posts, terms. Pure; dates are relative to the day of building."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.posts.choices import Grade, PostKind
from cadres.shared.dates import add_months

YEARS = 20
TERM_MONTHS = 60
SOON = 3  # townships whose term ends about five months from today
SOON_MONTHS = 5
NEXT = 6  # townships whose term ends within the year

CHIEF, DEPUTY = Grade.SECTION_CHIEF, Grade.SECTION_DEPUTY

# Kind of body → posts: kind, name, grade, approved number, elected. "{}" becomes 镇 or 乡. Twelve posts a township.
TOWNSHIP_BODIES = {
    OrganizationKind.TOWNSHIP_COMMITTEE: (
        "中共{}委员会",
        (
            (PostKind.SECRETARY, "党委书记", CHIEF, 1, True),
            (PostKind.DEPUTY_SECRETARY, "党委副书记", DEPUTY, 2, True),
            (PostKind.COMMITTEE_MEMBER, "党委委员、纪委书记", DEPUTY, 1, True),
            (PostKind.COMMITTEE_MEMBER, "党委委员、组织委员", DEPUTY, 1, True),
            (PostKind.COMMITTEE_MEMBER, "党委委员、宣传委员", DEPUTY, 1, True),
            (PostKind.COMMITTEE_MEMBER, "党委委员、武装部部长", DEPUTY, 1, True),
        ),
    ),
    OrganizationKind.TOWNSHIP_GOVERNMENT: (
        "{}人民政府",
        (
            (PostKind.HEAD, "{}长", CHIEF, 1, True),
            (PostKind.DEPUTY_HEAD, "副{}长", DEPUTY, 3, True),
        ),
    ),
    OrganizationKind.TOWNSHIP_CONGRESS: (
        "{}人民代表大会",
        ((PostKind.CONGRESS_CHAIR, "人大主席", CHIEF, 1, True),),
    ),
}
STREET_POSTS = (
    (PostKind.CHIEF, "党工委书记", CHIEF, 1, False),
    (PostKind.CHIEF, "办事处主任", CHIEF, 1, False),
    (PostKind.DEPUTY_CHIEF, "办事处副主任", DEPUTY, 3, False),
)
ORGANS = (
    ("县委办公室", "主任"),
    ("县委组织部", "部长"),
    ("县委宣传部", "部长"),
    ("县发展和改革局", "局长"),
    ("县财政局", "局长"),
    ("县人力资源和社会保障局", "局长"),
    ("县自然资源和规划局", "局长"),
    ("县农业农村局", "局长"),
    ("县交通运输局", "局长"),
    ("县水利局", "局长"),
    ("县文化和旅游局", "局长"),
    ("县应急管理局", "局长"),
    ("县信访局", "局长"),
    ("县司法局", "局长"),
)


@dataclass(frozen=True)
class Unit:
    """A township-level unit: only towns and townships have township bodies."""

    code: str
    name: str
    township: bool

    @property
    def word(self) -> str:
        return self.name[-1] if self.name[-1] in "镇乡" else "乡"


@dataclass(frozen=True)
class SeatPlan:
    """One seat that people hold one after another; ``key`` is (organization, post, seat)."""

    unit: str  # code of the township, empty for a county organ
    organization: str
    kind: PostKind
    post: str
    seat: int

    @property
    def key(self) -> tuple[str, str, int]:
        return self.organization, self.post, self.seat

    @property
    def main(self) -> bool:
        return self.kind in (PostKind.SECRETARY, PostKind.HEAD)


@dataclass(frozen=True)
class TermPlan:
    """When the bodies of a township are elected: first days, oldest first; the last term runs to ``ends``."""

    party: tuple[date, ...]
    party_ends: date
    state: tuple[date, ...]
    state_ends: date


def posts_of(unit: Unit) -> list[tuple[str, str, OrganizationKind, tuple]]:
    """(organization's name, kind, posts) of a unit."""
    if not unit.township:
        return [(f"{unit.name}党工委、办事处", unit.code, OrganizationKind.COUNTY_ORGAN, STREET_POSTS)]
    return [
        (
            name.format(unit.name),
            unit.code,
            kind,
            tuple((k, title.format(unit.word), grade, number, elected) for k, title, grade, number, elected in posts),
        )
        for kind, (name, posts) in TOWNSHIP_BODIES.items()
    ]


def posts_of_organ(county: str, name: str, title: str) -> tuple[str, str, OrganizationKind, tuple]:
    posts = (
        (PostKind.CHIEF, title, CHIEF, 1, False),
        (PostKind.DEPUTY_CHIEF, f"副{title}", DEPUTY, 3, False),
    )
    return name, county, OrganizationKind.COUNTY_ORGAN, posts


def terms_of(rng: Random, number: int, today: date) -> TermPlan:
    """Four terms of a township; ``number`` is its place among the townships."""
    if number < SOON:
        ends = add_months(today, SOON_MONTHS) + timedelta(days=number * 2)
    elif number < SOON + NEXT:
        ends = add_months(today, rng.randint(8, 11)) + timedelta(days=rng.randint(0, 27))
    else:
        ends = add_months(today, 12) + timedelta(days=rng.randint(10, 40))
    state_ends = ends + timedelta(days=rng.randint(20, 70))
    return TermPlan(_starts(ends), ends, _starts(state_ends), state_ends)


def _starts(ends: date) -> tuple[date, ...]:
    return tuple(add_months(ends, -TERM_MONTHS * back) for back in range(4, 0, -1))
