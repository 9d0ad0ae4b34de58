"""Elections judged anew by other rules: those that run and the latest that ended (程序推演)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.models import User
from cadres.platform.calendar import facts as workdays
from cadres.platform.rule_settings.points import LATEST, Case, Change, Replay, refusing
from cadres.shared.errors import Objection
from selection.elections.choices import Stage
from selection.elections.facts import collect_facts, elections_with_facts, notice_span
from selection.elections.models import Election
from selection.elections.rules.dossier import Facts
from selection.elections.workflow import MOVES


def judge(user: User, change: Change) -> Iterator[Case]:
    """Evidence as it is on record today; what has ended is judged on the day on which it ended."""
    known = workdays.known()
    for election in elections_with_facts(Election.objects.visible_to(user)).order_by("-opened_on", "-pk")[:LATEST]:
        facts = collect_facts(election, user, {})
        facts = replace(facts, today=election.closed_on or facts.today)
        other = _with_notice(replace(facts, book=change(facts.book)), known)
        yield Case(
            str(election),
            election.get_absolute_url(),
            election.get_stage_display(),
            refusing(_objections(facts, Stage(election.stage)), facts.book),
            refusing(_objections(other, Stage(election.stage)), other.book),
        )


def _with_notice(facts: Facts, known: Any) -> Facts:
    """The public notice as it would have lasted."""
    begins = facts.appointment.notice_from
    if begins is None:
        return facts
    span = notice_span(begins, facts.book, known)
    appointment = replace(facts.appointment, notice_until=span.last, notice_certain=span.certain)
    return replace(facts, appointment=appointment)


def _objections(facts: Facts, stage: Stage) -> Iterator[Objection]:
    """Of every step taken, and of the next one. What was abandoned is judged as far as registration goes."""
    order = [one for one in Stage if one != Stage.ELECTED or facts.electorate]
    reached = order.index(Stage.REGISTRATION if stage == Stage.ABANDONED else stage)
    for move in MOVES:
        if not move.danger and move.target in order and order.index(Stage(move.target)) <= reached + 1:
            yield from move.objections(move.sources[0], facts)


REPLAYS = (Replay("selection.elections", _("Elections"), "selection.view_election", judge),)
