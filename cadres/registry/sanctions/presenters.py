"""Sanctions in a line: for who decides about the cadre."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.shared.names import joined


def sanctions_text(sanctions: Iterable[tuple[str, date | None]]) -> str:
    """Those in effect (处分影响期), each with its last day; ``None`` where it has no end."""
    found = [
        _("%(sanction)s, until %(day)s") % {"sanction": label, "day": date_format(until)} if until else str(label)
        for label, until in sanctions
    ]
    return joined(found) or _("None in effect.")
