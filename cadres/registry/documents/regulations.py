"""What binds the papers of a file; see ``docs/documents.md``."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule

PRACTICE = _("Practice of organization departments in checking files")
VERIFIED_PAPER = "file.verified_paper"

RULES = (
    Rule(
        key=VERIFIED_PAPER,
        title=_("A paper on which a verification rests leaves the file only when who decides knows it"),
        source=PRACTICE,
        confidence="C",
        action=Action.OVERRIDE,
        acts_in=_("withdrawal of a paper"),
    ),
)
