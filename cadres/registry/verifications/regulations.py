"""What binds the verification of a file; see ``docs/files.md``."""

from django.utils.translation import gettext_lazy as _

from cadres.registry.documents.regulations import PRACTICE
from cadres.shared.regulations.catalogue import Action, Rule

EARLIEST_PAPER = "file.earliest_paper"

RULES = (
    Rule(
        key=EARLIEST_PAPER,
        title=_("Where papers of a file name different months of birth, the earliest paper counts"),
        source=PRACTICE,
        confidence="C",
        action=Action.REMIND,
        acts_in=_("verification of the month of birth"),
        why_fixed=_("It only reminds. Who decides settles what counts."),
    ),
)
