"""How wide the choice was (选人视野): entrants, nominators, paths, and where the pool came from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cadres.registry.posts.choices import PostKind
from selection.elections.choices import Path
from selection.elections.rules.dossier import Candidate, Seat

TOWNSHIP_POSTS = {
    PostKind.SECRETARY,
    PostKind.HEAD,
    PostKind.CONGRESS_CHAIR,
    PostKind.DEPUTY_SECRETARY,
    PostKind.COMMITTEE_MEMBER,
    PostKind.DEPUTY_HEAD,
}
ORIGINS = ("same_township", "other_township", "county_organ", "no_post")


@dataclass(frozen=True)
class Breadth:
    """Counts over all who ever registered, withdrawn ones included."""

    entrants: int
    nominators: int
    paths: dict[str, int]
    origins: dict[str, int]


def origin(one: Candidate, seat: Seat) -> str:
    """Where a nominee serves now, the nearest first."""
    if any(h.division == seat.division for h in one.now_held):
        return "same_township"
    if any(h.kind in TOWNSHIP_POSTS for h in one.now_held):
        return "other_township"
    return "county_organ" if one.now_held else "no_post"


def breadth(candidates: Iterable[Candidate], seat: Seat) -> Breadth:
    """Own applications have no nominator; an organization or a meeting counts as one."""
    everybody = list(candidates)
    paths = Counter(one.path for one in everybody)
    origins = Counter(origin(one, seat) for one in everybody)
    joint = (Path.JOINT_MEMBERS, Path.JOINT_MASSES)
    nominators = sum(one.supporters if one.path in joint else int(one.path != Path.SELF) for one in everybody)
    return Breadth(
        entrants=len(everybody),
        nominators=nominators,
        paths={str(path): paths[path] for path in Path if paths[path]},
        origins={name: origins[name] for name in ORIGINS if origins[name]},
    )
