"""A disposal as it is shown to who proposes and who decides."""

from typing import Any

from django.utils.translation import gettext as _

from cadres.platform.retention.facts import kept_since
from cadres.platform.retention.models import Disposal
from cadres.shared.pages.matter import Concerned, Matter, Part
from cadres.shared.phrases import day_text, quantity
from cadres.shared.retention import Kept


def facts_of(disposal: Disposal) -> list[tuple[Any, Any]]:
    known = [
        (_("Kind of records"), disposal.title),
        (_("Older than"), disposal.before),
        (_("Must be kept for"), quantity(disposal.months, _("months"))),
        (_("Number when proposed"), disposal.rows),
        (_("Reason"), disposal.reason),
        (_("Proposed by"), disposal.proposed_by),
        (_("Proposed at"), disposal.proposed_at),
        (_("Decided by"), disposal.decided_by),
        (_("Carried out at"), disposal.done_at),
        (_("Deleted"), disposal.gone),
    ]
    return [(label, value) for label, value in known if value not in (None, "")]


def matter_of(disposal: Disposal) -> Matter:
    return Matter(
        concerned=(Concerned(disposal.title, what=_("Disposal")),),
        parts=(Part(_("What was proposed"), tuple(facts_of(disposal))),),
    )


def trial_of(kept: Kept, book: Any, rows: int) -> Matter:
    """What a disposal would take today (试算); nothing is deleted by looking."""
    before = kept_since(kept, book)
    facts = (
        (_("Must be kept for"), quantity(book.number(kept.rule), _("months"))),
        (_("Basis"), book.source(kept.rule)),
        (_("Older than"), day_text(before)),
        (_("Number that would be deleted"), rows),
    )
    return Matter(concerned=(Concerned(kept.title, what=_("Trial run")),), parts=(Part(_("What would go"), facts),))
