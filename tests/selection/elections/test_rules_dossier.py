"""Which post must end with the new one, and who takes part still. No database."""

from datetime import date

import pytest

from cadres.registry.posts.choices import PostKind
from selection.elections.rules.dossier import Seat, Tally, must_end
from tests.support.dossiers import OTHER, TODAY, TOWNSHIP, candidate, facts, held

BEGAN = date(2023, 1, 1)
SECRETARY, HEAD, CHAIR, DEPUTY = (
    PostKind.SECRETARY,
    PostKind.HEAD,
    PostKind.CONGRESS_CHAIR,
    PostKind.DEPUTY_SECRETARY,
)


@pytest.mark.parametrize(
    ("kind", "division", "seat", "ends", "ends_though_kept"),
    [
        (HEAD, TOWNSHIP, SECRETARY, True, False),
        (SECRETARY, TOWNSHIP, HEAD, True, False),
        (HEAD, OTHER, SECRETARY, True, True),
        (SECRETARY, OTHER, HEAD, True, True),
        (SECRETARY, TOWNSHIP, SECRETARY, True, True),
        (SECRETARY, OTHER, SECRETARY, True, True),
        (HEAD, TOWNSHIP, HEAD, True, True),
        (HEAD, OTHER, HEAD, True, True),
        (CHAIR, TOWNSHIP, HEAD, True, True),
        (CHAIR, OTHER, HEAD, True, True),
        (HEAD, TOWNSHIP, CHAIR, True, True),
        (HEAD, OTHER, CHAIR, True, True),
        (CHAIR, TOWNSHIP, SECRETARY, False, False),
        (CHAIR, OTHER, SECRETARY, True, True),
        (SECRETARY, TOWNSHIP, CHAIR, False, False),
        (SECRETARY, OTHER, CHAIR, False, False),
        (DEPUTY, TOWNSHIP, SECRETARY, False, False),
        (DEPUTY, OTHER, SECRETARY, False, False),
        (HEAD, OTHER, DEPUTY, False, False),
        (PostKind.CHIEF, OTHER, HEAD, False, False),
    ],
)
def test_which_post_ends_with_the_new_one(kind, division, seat, ends, ends_though_kept):
    seat = Seat(post=1, name="", kind=seat, division=TOWNSHIP)
    post = held(BEGAN, post=2, kind=kind, division=division)

    assert must_end(post, seat, keeps_other_post=False) is ends
    assert must_end(post, seat, keeps_other_post=True) is ends_though_kept


@pytest.mark.parametrize(("post", "until"), [(1, None), (2, date(2027, 1, 1)), (1, TODAY)])
def test_the_post_itself_and_one_that_ends_anyway_need_no_end(post, until):
    assert not must_end(held(BEGAN, until, post=post, kind=HEAD), facts().seat, keeps_other_post=False)


def test_who_runs_is_inspected_and_is_chosen():
    people = (
        candidate(pk=1, withdrawn=True),
        candidate(pk=2, examinee=False),
        candidate(pk=3),
        candidate(pk=4, withdrawn=True, examinee=False),
    )
    known = facts(candidates=people, winner=3)
    assert [one.pk for one in known.running] == [2, 3]
    assert [one.pk for one in known.examinees] == [3]
    assert known.chosen.pk == 3
    assert facts(candidates=people).chosen is None
    assert facts(candidates=people, winner=5).chosen is None


def test_what_a_tally_and_the_posts_held_now_hold():
    assert Tally(4, 2, 1).total == 7
    now, left = held(BEGAN), held(BEGAN, TODAY)
    assert candidate(held=(left, now)).now_held == (now,)
    assert (left.as_holding.held.since, left.as_holding.held.until) == (BEGAN, TODAY)
    assert facts().recommendation_quorum == (2, 3)
