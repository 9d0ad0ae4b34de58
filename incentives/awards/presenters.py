"""An award as pages show it, and the matter of who decides on it."""

from typing import Any

from django.utils.translation import gettext as _

from cadres.models import User
from cadres.platform.access_log.services import open_files
from cadres.registry.cadre_files.presenters import closed_file, concerned, results_text
from cadres.registry.sanctions.presenters import sanctions_text
from cadres.shared.pages.matter import Matter, Paper, Part
from incentives.awards.models import Award
from incentives.awards.rules import SHARES, Facts, places
from incentives.subsidies.tables import yuan


def facts_of(record: Award) -> list[tuple[Any, Any]]:
    return [
        (_("Cadre"), record.cadre),
        (_("Kind"), record.get_kind_display()),
        (_("For the year"), str(record.year)),
        (_("Ground"), record.ground),
        (_("Amount"), _("%(sum)s yuan") % {"sum": yuan(record.amount)} if record.amount else "—"),
        (_("Proposed by"), record.proposed_by),
        (_("Approved by"), record.approved_by or "—"),
        (_("Granted on"), record.granted_on or "—"),
        (_("Document"), record.document or "—"),
    ]


def matter_of(record: Award, facts: Facts, *, by: User) -> Matter:
    """The cadre, the award, what the file says of it, and what is left of the share."""
    shown = bool(open_files([record.cadre_id], "matter", by=by))
    file = [
        (_("Yearly results"), results_text(facts.grades)),
        (_("Sanctions"), sanctions_text((one.label, one.until) for one in facts.sanctions)),
    ]
    if facts.kind in SHARES and facts.is_main:
        allowed = places(facts.leaders, facts.book.value(SHARES[facts.kind]))
        used = _("%(used)d of %(allowed)d") % {"used": facts.rivals, "allowed": allowed}
        file.append((_("Share of main leaders used by others"), used))
    papers = ()
    if record.score is not None:
        title = _("Yearly assessment %(year)s") % {"year": record.score.cycle.year}
        papers = (Paper(title, record.score.get_absolute_url(), record.score.get_grade_display()),)
    award = tuple(fact for fact in facts_of(record)[1:] if fact[1] != "—")
    return Matter(
        concerned=(concerned(record.cadre_id, record.cadre.name, shown=shown),),
        parts=(Part(_("The award"), award), Part(_("What the file says"), tuple(file) if shown else closed_file())),
        papers=papers,
    )
