"""What binds the export of personal data; see ``docs/exports.md``."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule

PERSONAL = _("Personal Information Protection Law, Arts 28, 51, 55 and 56")

COPYING = _("Regulation on the Work of Cadre Personnel Files 2018: files are copied only with approval, on record")

EXPORT_APPROVAL = "export.approval"

RULES = (
    Rule(
        key=EXPORT_APPROVAL,
        title=_("personal data leave the program only when a second person has approved it"),
        source=_("Regulation on the Work of Cadre Personnel Files 2018; Personal Information Protection Law, Art 51"),
        confidence="C",
        action=Action.BLOCK,
        actions=(Action.BLOCK, Action.REMIND),
        acts_in=_("exports of personal data"),
    ),
)
