"""What binds corrections of what a procedure owns; see ``docs/corrections.md``."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import PERSONNEL_FILES

HANDS, PAPER = "correction.two_people", "correction.paper"

RULES = (
    Rule(
        key=HANDS,
        title=_("A correction is proposed by one person and approved by another"),
        source=PERSONNEL_FILES.article(),
        confidence="B",
        acts_in=_("Corrections"),
        why_fixed=_("What two people agree on in a procedure is not put right by one."),
    ),
    Rule(
        key=PAPER,
        title=_("A correction rests on a scanned paper"),
        source=PERSONNEL_FILES.article(),
        confidence="B",
        acts_in=_("Corrections"),
        why_fixed=_("Who approves it reads the paper, not the word of who proposes it."),
    ),
)

CORRECTION = Judged(
    key="cadres.correction",
    title=_("Correction"),
    says=_("the day on which it was proposed"),
    why=_("Who proposed knows from that day what is asked for."),
    day=lambda correction: correction.proposed_at and localdate(correction.proposed_at),
)
