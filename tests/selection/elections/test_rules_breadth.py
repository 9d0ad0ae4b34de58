"""How wide the choice was, nominee by nominee. No database."""

import pytest

from cadres.registry.posts.choices import PostKind
from selection.elections.choices import Path
from selection.elections.rules.breadth import ORIGINS, breadth, origin
from tests.support.dossiers import OTHER, TODAY, candidate, facts, held

HERE = held(TODAY, kind=PostKind.DEPUTY_HEAD)
ELSEWHERE = held(TODAY, kind=PostKind.DEPUTY_HEAD, division=OTHER)
ORGAN = held(TODAY, kind=PostKind.DEPUTY_CHIEF, division=OTHER)


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ((), "no_post"),
        ((held(TODAY, TODAY),), "no_post"),  # left
        ((HERE,), "same_township"),
        ((ELSEWHERE,), "other_township"),
        ((ORGAN,), "county_organ"),
        ((held(TODAY, kind=PostKind.OTHER, division=OTHER),), "county_organ"),
        ((ORGAN, ELSEWHERE), "other_township"),
        ((ELSEWHERE, HERE), "same_township"),
        ((ORGAN, held(TODAY, kind=PostKind.OTHER)), "same_township"),
        ((held(TODAY, TODAY), ORGAN), "county_organ"),
    ],
)
def test_the_nearest_post_held_now_tells_the_origin(posts, expected):
    assert origin(candidate(held=posts), facts().seat) == expected


@pytest.mark.parametrize("kind", PostKind)
def test_posts_of_another_township_and_of_the_county(kind):
    organ = kind in (PostKind.CHIEF, PostKind.DEPUTY_CHIEF, PostKind.OTHER)
    one = candidate(held=(held(TODAY, kind=kind, division=OTHER),))

    assert origin(one, facts().seat) == ("county_organ" if organ else "other_township")


@pytest.mark.parametrize(
    ("path", "nominators"),
    [
        (Path.SELF, 0),
        (Path.ORGANISATION, 1),
        (Path.MEETING, 1),
        (Path.JOINT_MEMBERS, 12),
        (Path.JOINT_MASSES, 12),
    ],
)
def test_nominators_of_two_who_came_the_same_way(path, nominators):
    people = [candidate(pk=number, path=path, supporters=12) for number in (1, 2)]

    found = breadth(people, facts().seat)

    assert (found.entrants, found.nominators, found.paths) == (2, 2 * nominators, {path.value: 2})


def test_origins_are_told_from_the_nearest_on():
    people = [candidate(held=posts) for posts in ((), (ORGAN,), (ELSEWHERE,), (HERE,), ())]

    found = breadth(people, facts().seat)

    assert list(found.origins.items()) == [*((name, 1) for name in ORIGINS[:3]), ("no_post", 2)]
    assert breadth([], facts().seat).origins == {}
