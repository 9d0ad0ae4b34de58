"""How long records about the use of the program are kept at least; see ``docs/retention.md``."""

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import (
    CYBERSECURITY,
    LOCAL_PRACTICE,
    OWN,
    PERSONAL_INFORMATION,
    SECURITY_LEVELS,
    Source,
)
from cadres.shared.retention import LOG_INS, MESSAGES, READINGS

HANDS = "retention.two_people"
LONGEST = 240  # months that a county may choose

_ACTS_IN = _("disposal of records")


def kept_for(key: str, title: Promise, *sources: Source, value: int, low: int, confidence: str = "A") -> Rule:
    """How many months records are kept; a county may choose more, never fewer than ``low``."""
    return Rule(
        key=key,
        title=title,
        source=sources,
        confidence=confidence,
        value=value,
        low=low,
        unit=_("months"),
        high=LONGEST,
        acts_in=_ACTS_IN,
    )


RULES = (
    kept_for(
        READINGS,
        _("Who read or exported personal data is kept on record"),
        PERSONAL_INFORMATION.article("56"),
        value=36,
        low=36,
    ),
    kept_for(
        LOG_INS,
        _("Log-ins and sessions are kept on record"),
        CYBERSECURITY.article("21(3)").renumbered("2025", "23(3)"),
        LOCAL_PRACTICE,
        value=36,
        low=6,
        confidence="C",
    ),
    kept_for(
        MESSAGES,
        _("Notices that are done with and messages that were sent are kept"),
        OWN,
        value=24,
        low=6,
        confidence="C",
    ),
    Rule(
        key=HANDS,
        title=_("A disposal of records is proposed by one person and approved by another"),
        source=SECURITY_LEVELS.article("8.1.5.1"),
        confidence="B",
        acts_in=_ACTS_IN,
        why_fixed=_("What is gone cannot be looked at again by whoever doubts it."),
    ),
)

DISPOSAL = Judged(
    key="cadres.disposal",
    title=_("Disposal of records"),
    says=_("the day on which it was proposed"),
    why=_("Who proposed knows from that day what is kept longer."),
    day=lambda disposal: disposal.proposed_at and localdate(disposal.proposed_at),
)
