"""Awards judged anew by other rules (奖励推演)."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.models import User
from cadres.platform.rule_settings.points import LATEST, Case, Change, Replay, refusing
from incentives.awards.facts import collect_facts
from incentives.awards.models import Award
from incentives.awards.rules import ON_PROPOSAL


def judge(user: User, change: Change) -> Iterator[Case]:
    """By what is on file today, with the year as it stood on the day of the proposal."""
    rows = Award.objects.visible_to(user).select_related("cadre").order_by("-proposed_at", "-pk")[:LATEST]
    for award in rows:
        facts = replace(collect_facts(award, user, {}), today=localdate(award.proposed_at))
        other = replace(facts, book=change(facts.book))
        before, after = (
            refusing((found for guard in ON_PROPOSAL for found in guard(one)), one.book) for one in (facts, other)
        )
        yield Case(str(award), award.get_absolute_url(), award.get_stage_display(), before, after)


REPLAYS = (Replay("incentives.awards", _("Awards"), "incentives.view_award", judge),)
