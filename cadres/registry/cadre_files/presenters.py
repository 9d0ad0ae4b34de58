"""What a file says, in a line: for who decides about the cadre."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.shared.names import joined

LATEST = 3


def results_text(results: Mapping[int, str]) -> str:
    """The latest yearly results (年度考核结果), the last first."""
    latest = sorted(results, reverse=True)[:LATEST]
    found = [_("%(year)s: %(result)s") % {"year": year, "result": AnnualGrade(results[year]).label} for year in latest]
    return joined(found) or _("None on file.")
