"""What came of a run, and how the keys stand, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadres.platform.field_keys.models import FieldKey
from cadres.platform.field_keys.points import CLEAR, UNBOUND
from cadres.platform.field_keys.services.renewing import Outcome
from cadres.shared.crypto import keys, present_key
from cadres.shared.phrases import clauses, in_a_row, titled


def form_text(name: str) -> str:
    """A key by its name; the forms of before by what they are."""
    if name == UNBOUND:
        return _("bound to no row")
    return _("in clear") if name == CLEAR else _("key %(name)s") % {"name": name}


def in_words(outcome: Outcome) -> str:
    """How many lie anew, what is left under which key, and what the office may do now."""
    told = [
        ngettext("%(number)d value was encrypted anew.", "%(number)d values were encrypted anew.", outcome.values)
        % {"number": outcome.values}
    ]
    if outcome.others:
        lies = clauses(titled(form_text(name), number) for name, number in outcome.others.items())
        told.append(_("Still to do: %(lies)s. Start it again.") % {"lies": lies})
    else:
        told.append(_("Nothing lies under another key. Older keys may be taken out of FIELD_KEYS."))
    if outcome.unopened:
        text = ngettext(
            "%(number)d value cannot be opened (%(places)s).",
            "%(number)d values cannot be opened (%(places)s).",
            len(outcome.unopened),
        )
        told.append(text % {"number": len(outcome.unopened), "places": clauses(sorted(outcome.unopened)[:3])})
    return in_a_row(told)


@dataclass(frozen=True)
class Line:
    """One key on the page."""

    key: FieldKey
    state: str
    tone: str


def lines() -> list[Line]:
    """All keys that were ever in use here, the present one first."""
    given, present = {key.name for key in keys()}, present_key().name
    found = [Line(key, *_state(key, given, present)) for key in FieldKey.objects.all()]
    return sorted(found, key=lambda line: line.key.name != present)


def _state(key: FieldKey, given: set[str], present: str) -> tuple[Any, str]:
    if key.name == present:
        return _("present key"), "good"
    if key.gone_at is not None:
        return (_("no longer needed; still given") if key.name in given else _("taken out")), "neutral"
    return (_("older key, still needed"), "info") if key.name in given else (_("needed and NOT given"), "bad")
