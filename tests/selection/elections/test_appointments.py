"""What an appointment does to the cadre and his other posts."""

import pytest

from cadres.models import Step, Tenure
from cadres.registry.posts.choices import Grade
from cadres.shared.errors import Refused
from selection.elections import services
from selection.elections.choices import Stage
from selection.elections.models import Election
from tests.support.cadres import LeaderFactory, PostFactory, TenureFactory
from tests.support.moves import inputs_of
from tests.support.refusals import codes
from tests.support.selection import days_ago, ready_election, running_term

pytestmark = pytest.mark.django_db


def test_promotion_takes_the_grade_of_the_post():
    election = ready_election(Stage.NOTICED)
    services.take(election, "appoint", by=LeaderFactory(), **inputs_of("appoint"))
    cadre = election.winner.cadre
    cadre.refresh_from_db()
    assert (cadre.grade, cadre.grade_since) == (Grade.SECTION_CHIEF, days_ago(20))


def test_further_posts_end_when_chosen():
    election = ready_election(Stage.NOTICED)
    chosen, kept = (
        TenureFactory(cadre=election.winner.cadre, post=PostFactory(kind="deputy_head", name="副镇长"))
        for _ in range(2)
    )
    services.take(election, "appoint", by=LeaderFactory(), ends=[chosen.pk], **inputs_of("appoint"))
    chosen.refresh_from_db()
    kept.refresh_from_db()
    assert chosen.held.upper == days_ago(20)
    assert kept.held.upper is None


def test_incumbent_elected_again_gets_a_new_tenure():
    election = ready_election(Stage.NOTICED)
    old = TenureFactory(cadre=election.winner.cadre, post=election.vacancy.post)
    services.take(election, "appoint", by=LeaderFactory(), **inputs_of("appoint"))
    old.refresh_from_db()
    assert old.held.upper == days_ago(20)
    assert Tenure.objects.open().get(post=old.post).cadre == old.cadre


def test_leaving_a_running_term_is_an_overridden_decision(leader):
    election = ready_election(Stage.NOTICED)
    away = TenureFactory(cadre=election.winner.cadre)
    running_term(away.post, ends=days_ago(-400))
    with pytest.raises(Refused) as refused:
        services.take(election, "appoint", by=leader, **inputs_of("appoint"))
    assert codes(refused) == ["term-not-served"]
    services.take(election, "appoint", by=leader, override=True, reason="工作特殊需要", **inputs_of("appoint"))
    step = Step.objects.of(election).last()
    assert len(step.overridden) == 1
    assert step.reason == "工作特殊需要"


def test_who_opened_may_not_appoint(leader):
    election = ready_election(Stage.NOTICED)
    Election.objects.filter(pk=election.pk).update(opened_by=leader)
    with pytest.raises(Refused) as refused:
        services.take(election, "appoint", by=leader, **inputs_of("appoint"))
    assert codes(refused) == ["opened-by-same"]
