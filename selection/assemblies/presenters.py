"""An assembly as its pages show it: candidates, each ballot with its arithmetic, and the matter of who declares."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cadres.platform.access_log.services import open_files
from cadres.platform.attachments.presenters import papers_on
from cadres.platform.attachments.services import board_of
from cadres.registry.cadre_files.presenters import concerned
from cadres.shared.names import joined
from cadres.shared.pages.matter import Matter, Part
from cadres.shared.phrases import beside, in_a_row
from selection.assemblies.choices import Nominator, Outcome
from selection.assemblies.models import Assembly
from selection.assemblies.rules import Ballot, Facts, Standing, count


def assembly_facts(record: Assembly, facts: Facts) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [
        (_("Elected by"), record.get_electorate_display()),
        (_("Name of the session"), record.session),
        (_("Held on"), record.held_on),
        (_("Entitled to vote"), record.due),
        (_("Needed for a quorum"), facts.quorum),
        (_("Present"), "–" if record.present is None else record.present),
    ]
    if record.present is not None:
        found.append((_("Votes needed"), needed_text(facts)))
    found += [(_("Convened by"), record.convened_by), (_("Declared by"), record.declared_by or "–")]
    return found


def needed_text(facts: Facts) -> str:
    """More than half, of whom; of members also by the other base where it gives another number."""
    text = _("%(needed)d: more than half of %(base)d") % {"needed": facts.needed, "base": facts.base}
    other = facts.needed_of(facts.due)
    if not facts.of_congress and other != facts.needed:
        more = _("of all %(due)d entitled it would be %(other)d") % {"due": facts.due, "other": other}
        return beside(text, more)
    return text


def candidate_rows(facts: Facts) -> list[dict[str, Any]]:
    return [
        {
            "one": one,
            "nominator": nominator_text(one),
            "elected": facts.elected is not None and one.pk == facts.elected.pk,
        }
        for one in facts.candidates
    ]


def nominator_text(one: Standing) -> str:
    label = str(Nominator(one.nominated_by).label)
    if one.nominated_by == Nominator.DEPUTIES:
        signed = _("%(number)d signatures") % {"number": len(one.signatures)}
        return beside(label, signed)
    return label


def ballot_rows(facts: Facts) -> list[dict[str, Any]]:
    """Each ballot: its papers, a row a candidate, and what it has brought."""
    names = {one.pk: one.name for one in facts.candidates}
    found = []
    for ballot in facts.ballots:
        outcome, who = count(ballot, facts.needed)
        found.append(
            {
                "ballot": ballot,
                "papers": papers_text(ballot),
                "rows": [(names[pk], votes, votes.yes >= facts.needed) for pk, votes in ballot.votes.items()],
                "outcome": outcome.label,
                "who": joined(names[pk] for pk in who),
                "tone": "good" if outcome == Outcome.ELECTED else "warn",
            }
        )
    return found


def papers_text(ballot: Ballot) -> str:
    text = _("issued %(issued)d, returned %(returned)d, invalid %(invalid)d, valid %(valid)d")
    return text % {
        "issued": ballot.issued,
        "returned": ballot.returned,
        "invalid": ballot.invalid,
        "valid": ballot.valid,
    }


def assembly_matter(record: Assembly, facts: Facts, *, by: Any) -> Matter:
    """The candidates, and every ballot with its numbers."""
    told = open_files([one.cadre for one in facts.candidates], "matter", by=by)
    parts = [Part(_("The assembly"), tuple(assembly_facts(record, facts)))]
    parts.append(Part(_("Candidates"), tuple((one.name, nominator_text(one)) for one in facts.running)))
    for row in ballot_rows(facts):
        lines = [(pgettext("ballot", "Papers"), row["papers"])]
        lines += [(name, votes_text(votes)) for name, votes, _passes in row["rows"]]
        lines.append((_("Result"), in_a_row((row["outcome"], row["who"]))))
        parts.append(Part(ballot_title(row["ballot"]), tuple(lines)))
    return Matter(
        concerned=tuple(
            concerned(
                one.cadre,
                one.name,
                shown=one.cadre in told,
                what=pgettext("assembly", "Elected")
                if facts.elected is not None and one.pk == facts.elected.pk
                else "",
            )
            for one in facts.running
        ),
        parts=tuple(part for part in parts if part.facts),
        papers=tuple(papers_on(board_of(record, by=by))),
    )


def ballot_title(ballot: Ballot) -> str:
    return _("Ballot %(number)d") % {"number": ballot.number}


def votes_text(votes: Any) -> str:
    return _("%(yes)d for, %(no)d against, %(abstain)d abstained") % vars(votes)
