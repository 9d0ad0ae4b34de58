"""Levels and ranks of two files that are merged, and the way back."""

from datetime import date

import pytest

from cadres.models import Cadre, DuplicatePair, Merge, RankRecord
from cadres.platform.merging.points import KINDS
from cadres.platform.merging.services import merges
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks import services
from cadres.registry.ranks.choices import Basis, Rank
from cadres.shared.scope import code_range
from tests.support.cadres import COUNTY, CadreFactory, LeaderFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

PAPER = {"basis": Basis.APPOINTMENT, "document": "平委干〔2024〕5号"}


def twins(first, second):
    """Two files of one person, each with its grade."""
    same = {"name": "王伟", "native_place": "四川平昌"}
    return [CadreFactory(**same, grade=grade, grade_since=since) for grade, since in (first, second)]


def pair_of(one, other):
    merges.find_duplicates(KINDS["cadre"], *code_range(COUNTY))
    return DuplicatePair.objects.get(first=one.pk, second=other.pk)


def merged(one, other, staff, **asked):
    merge = merges.propose_merge(pair_of(one, other), stays=one.pk, taken=asked.get("taken", []), by=staff)
    return merges.move_merge(merge, "approve", by=LeaderFactory(), seen_stage=merge.stage)


def undone(merge, staff):
    merge = merges.move_merge(merge, "ask_back", by=staff, reason="两个人", seen_stage=merge.stage)
    return merges.move_merge(merge, "undo", by=LeaderFactory(), reason="两个人", seen_stage=merge.stage)


def everything():
    files = Cadre.objects.order_by("pk").values_list("pk", "grade", "grade_since")
    return list(files), list(RankRecord.objects.order_by("pk").values())


def says(cadre):
    return Cadre.objects.values_list("grade", "grade_since").get(pk=cadre.pk)


DEPUTY = Grade.SECTION_DEPUTY
KNOWN, LATER, UNKNOWN = (DEPUTY, date(2018, 5, 1)), (DEPUTY, date(2019, 5, 1)), (DEPUTY, None)
NOTHING = (Grade.STAFF, None)


@pytest.mark.parametrize(
    ("ours", "theirs", "after"),
    [
        (KNOWN, KNOWN, KNOWN),
        (KNOWN, LATER, KNOWN),
        (KNOWN, UNKNOWN, KNOWN),
        (UNKNOWN, KNOWN, KNOWN),
        (NOTHING, KNOWN, KNOWN),
        (KNOWN, NOTHING, KNOWN),
    ],
)
def test_the_file_that_stays_says_what_is_known(staff, ours, theirs, after):
    one, other = twins(ours, theirs)
    before = everything()
    merge = merged(one, other, staff)
    assert says(one) == after
    assert RankRecord.objects.filter(cadre=one).count() == 1
    assert not RankRecord.objects.filter(cadre=other).exists()
    undone(merge, staff)
    assert everything() == before


def test_particulars_are_taken_while_the_grade_follows(staff):
    one, other = twins(NOTHING, KNOWN)
    Cadre.objects.filter(pk=other.pk).update(health="健康")
    merge = merged(one, other, staff, taken=["health"])
    assert (Cadre.objects.get(pk=one.pk).health, says(one)) == ("健康", KNOWN)
    undone(merge, staff)
    assert (Cadre.objects.get(pk=one.pk).health, says(one), says(other)) == ("", NOTHING, KNOWN)


def test_a_paper_beats_what_files_say(staff):
    one, other = twins(KNOWN, LATER)
    services.correct_rank(other.ranks.get(), PAPER, by=staff, reason="文件")
    merged(one, other, staff)
    assert says(one) == LATER


def test_ended_ones_and_the_other_ladder_go_along(staff):
    one, other = twins(KNOWN, KNOWN)
    past = {"rank": Grade.STAFF, "since": date(2008, 7, 1), "basis": Basis.FILE, "document": ""}
    rank = {"rank": Rank.PRINCIPAL_3, "since": date(2021, 1, 1), "basis": Basis.FILE, "document": ""}
    services.enter_past_rank(other, past, until=date(2018, 5, 1), by=staff)
    services.enter_rank(other, rank, by=staff)
    merged(one, other, staff)
    rows = RankRecord.objects.filter(cadre=one).order_by("since")
    assert list(rows.values_list("rank", flat=True)) == [Grade.STAFF, DEPUTY, Rank.PRINCIPAL_3]


def test_what_contradicts_is_corrected_first(staff):
    one, other = twins(KNOWN, (Grade.SECTION_CHIEF, date(2021, 5, 1)))
    pair = pair_of(one, other)
    propose = {"stays": one.pk, "taken": [], "by": staff}
    assert refusal(merges.propose_merge, pair, **propose) == ["ranks-differ"]
    services.end_rank(one.ranks.get(), until=date(2021, 5, 2), by=staff, reason="提任")
    assert refusal(merges.propose_merge, pair, **propose) == ["ranks-overlap"]
    services.correct_rank(one.ranks.get(), {"until": date(2021, 5, 1)}, by=staff, reason="提任")
    merges.propose_merge(pair, **propose)
    assert Merge.objects.count() == 1


def test_the_grade_is_not_chosen():
    assert not {"grade", "grade_since"} & set(KINDS["cadre"].fields)
