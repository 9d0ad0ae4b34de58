"""A correction as it is shown to who decides: what stands on record beside what shall stand there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.platform.attachments.presenters import papers_on
from cadres.platform.attachments.services import board_of
from cadres.registry.cadre_files.presenters import concerned
from cadres.registry.corrections.choices import CorrectionKind
from cadres.registry.corrections.models import VALUES, Correction
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.shared.pages.matter import Matter, Part

CHOICES = {"start_basis": StartBasis, "end_reason": EndReason}


@dataclass(frozen=True)
class Line:
    """One value on record and as proposed."""

    label: Any
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def lines_of(correction: Correction) -> list[Line]:
    """All values of a tenure, or what becomes of a sanction."""
    if correction.kind == CorrectionKind.ANNUL:
        label = Correction._meta.get_field("annulled_on").verbose_name
        return [Line(label, _("not annulled"), _text("annulled_on", correction.annulled_on))]
    found = []
    for name in VALUES:
        before, after = correction.former.get(name), getattr(correction, name)
        label = Correction._meta.get_field(name).verbose_name
        found.append(Line(label, _text(name, before), _text(name, after)))
    return [line for line in found if line.before or line.after]


def _text(name: str, value: Any) -> str:
    if not value:
        return ""
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name in ("since", "until", "annulled_on"):
        return date_format(date.fromisoformat(str(value)), "SHORT_DATE_FORMAT")
    return str(value)


def subject_of(correction: Correction) -> Any:
    """The post or the sanction that it is about."""
    if correction.kind == CorrectionKind.ANNUL:
        return SanctionKind(correction.former["kind"]).label
    return correction.post or correction.tenure.post


def facts_of(correction: Correction) -> list[tuple[Any, Any]]:
    return [
        (_("Cadre"), correction.cadre.name),
        (_("What it is about"), subject_of(correction)),
        (_("Paper it rests on"), correction.document),
        (_("Reason"), correction.reason),
        (_("Proposed by"), correction.proposed_by),
        (_("Proposed at"), correction.proposed_at),
        (_("Decided by"), correction.decided_by or ""),
    ]


def matter_of(correction: Correction, *, by: Any) -> Matter:
    """Old and new side by side, with the paper."""
    lines = lines_of(correction)
    former = tuple((line.label, line.before) for line in lines if line.before) or ((_("On record"), _("nothing")),)
    return Matter(
        concerned=(concerned(correction.cadre_id, correction.cadre.name, shown=True, what=subject_of(correction)),),
        parts=(
            Part(_("What stands on record"), former),
            Part(_("What shall stand there"), tuple((line.label, line.after) for line in lines)),
            Part(_("Proposal"), tuple(facts_of(correction)[2:5])),
        ),
        papers=tuple(papers_on(board_of(correction, by=by))),
    )
