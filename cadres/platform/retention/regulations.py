"""How long records about the use of the program are kept at least; see ``docs/retention.md``."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import CYBERSECURITY, LOCAL_PRACTICE, OWN, PERSONAL_INFORMATION, SECURITY_LEVELS
from cadres.shared.retention import LOG_INS, MESSAGES, READINGS

HANDS = "retention.two_people"
LONGEST = 240  # months that a county may choose

_ACTS_IN = _("disposal of records")

RULES = (
    Rule(
        key=READINGS,
        title=_("Who read or exported personal data is kept on record"),
        source=PERSONAL_INFORMATION.article("56"),
        value=36,
        low=36,
        unit=_("months"),
        high=LONGEST,
        acts_in=_ACTS_IN,
    ),
    Rule(
        key=LOG_INS,
        title=_("Log-ins and sessions are kept on record"),
        source=(CYBERSECURITY.article("21(3)").renumbered("2025", "23(3)"), LOCAL_PRACTICE),
        confidence="C",
        value=36,
        low=6,
        unit=_("months"),
        high=LONGEST,
        acts_in=_ACTS_IN,
    ),
    Rule(
        key=MESSAGES,
        title=_("Notices that are done with and messages that were sent are kept"),
        source=OWN,
        confidence="C",
        value=24,
        low=6,
        unit=_("months"),
        high=LONGEST,
        acts_in=_ACTS_IN,
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
