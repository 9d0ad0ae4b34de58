"""What binds the export of personal data; see ``docs/exports.md``."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import PERSONAL_INFORMATION, PERSONNEL_FILES

PERSONAL = _("Personal Information Protection Law, Arts 28, 51, 55 and 56")

COPYING = _("Regulation on the Work of Cadre Personnel Files 2018: files are copied only with approval, on record")

EXPORT_APPROVAL = "export.approval"

RULES = (
    Rule(
        key=EXPORT_APPROVAL,
        title=_("personal data leave the program only when a second person has approved it"),
        source=(PERSONNEL_FILES.article(), PERSONAL_INFORMATION.article("51")),
        confidence="C",
        action=Action.BLOCK,
        actions=(Action.BLOCK, Action.REMIND),
        acts_in=_("exports of personal data"),
    ),
)

EXPORT = Judged(
    key="cadres.export",
    title=_("Export of personal data"),
    says=_("the day on which it was asked for"),
    why=_("Who asked knows from that day whether a second person decides."),
    day=lambda asked: asked.requested_at and localdate(asked.requested_at),
)
