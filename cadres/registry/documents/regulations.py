"""What binds the papers of a file; see ``docs/documents.md``."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged

PRACTICE = _("Practice of organization departments in checking files")
VERIFIED_PAPER = "file.verified_paper"

RULES = (
    Rule(
        key=VERIFIED_PAPER,
        title=_("A paper on which a verification rests leaves the file only when who decides knows it"),
        source=PRACTICE,
        confidence="C",
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND),
        acts_in=_("withdrawal of a paper"),
    ),
)

WITHDRAWAL = Judged(
    key="cadres.document",
    title=_("Withdrawal of a paper from a file"),
    says=_("the day of the step"),
    why=_("What counts is whether the paper may leave the file on the day on which it leaves."),
    day=lambda _document: None,
)
