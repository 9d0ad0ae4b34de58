"""What a file says, in a line: for who decides about the cadre."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.shared.names import joined
from cadres.shared.pages.matter import Concerned
from cadres.shared.phrases import of_year

LATEST = 3


def results_text(results: Mapping[int, str]) -> str:
    """The latest yearly results (年度考核结果), the last first."""
    latest = sorted(results, reverse=True)[:LATEST]
    found = [of_year(year, AnnualGrade(results[year]).label) for year in latest]
    return joined(found) or _("None on file.")


def concerned(cadre: int, name: str, *, shown: bool, what: Any = "") -> Concerned:
    """The cadre of a matter, with the way to the file where that is not closed to the reader."""
    return Concerned(name, reverse("cadres:cadre_detail", args=[cadre]) if shown else "", what)


def closed_file() -> tuple[tuple[Any, Any], ...]:
    """In place of what the file says."""
    return ((_("File"), _("Your own file or that of a relative: it is closed to you.")),)
