"""Terms that end, quarter by quarter (届期), on the first page."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Count, DateField, F, Value
from django.db.models.functions import Cast, TruncQuarter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.organizations.models import Organization, Term
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.stacked import layout_stacked
from cadres.shared.dates import add_months
from cadres.shared.pages.overview import Card, Findings, list_of

QUARTERS = 8
LIST = "cadres:organization_list"
A_DAY = timedelta(days=1)
# Elected anew are a township's committee, government and congress; other bodies have no terms.
ELECTED = (
    OrganizationKind.TOWNSHIP_COMMITTEE,
    OrganizationKind.TOWNSHIP_GOVERNMENT,
    OrganizationKind.TOWNSHIP_CONGRESS,
)


def terms(user: Any, today: date) -> Findings | None:
    """Organizations whose term has its last day in this quarter or one of the next seven."""
    start = date(today.year, today.month - (today.month - 1) % 3, 1)
    quarters = [add_months(start, 3 * n) for n in range(QUARTERS + 1)]
    rows = Term.objects.filter(
        organization__in=Organization.objects.visible_to(user),
        organization__kind__in=ELECTED,
        period__endswith__gt=quarters[0],
        period__endswith__lte=quarters[-1],
    )
    last = Cast(F("period__endswith") - Value(A_DAY), DateField())
    counted = (
        rows.order_by()
        .annotate(quarter=TruncQuarter(last))
        .values("quarter", "organization__kind")
        .annotate(n=Count("organization", distinct=True))
    )
    found = {(row["quarter"], row["organization__kind"]): row["n"] for row in counted}
    if not found:
        return None
    spans = [(first, after - A_DAY) for first, after in pairwise(quarters)]
    series = [
        Series(
            kind.label,
            [found.get((first, kind.value), 0) for first, _last in spans],
            [list_of(LIST, kind=kind.value, term_ends_after=first, term_ends_before=end) for first, end in spans],
        )
        for kind in ELECTED
    ]
    labels = [
        _("Q%(quarter)d %(year)d") % {"quarter": (first.month + 2) // 3, "year": first.year} for first, _last in spans
    ]
    every = [
        list_of(LIST, kind=[kind.value for kind in ELECTED], term_ends_after=first, term_ends_before=end)
        for first, end in spans
    ]
    about = About("terms", _("Terms that end, by quarter"), first=_("Quarter"))
    return Findings([layout_stacked(about, labels, series, total_links=every)])


CARD = Card("terms", gettext_lazy("Terms of office"), "cadres.view_organization", LIST, terms, place=20, at_work=True)
