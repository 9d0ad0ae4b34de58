"""What is kept, for how long, and what is older."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from cadres.platform.installation.models import Installation
from cadres.platform.retention.regulations import DISPOSAL
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.shared.dates import add_months, midnight
from cadres.shared.retention import KEPT, Kept


def book_of(disposal: Any = None) -> Rulebook:
    """The rules of the county that the installation serves; those of today for what is only about to begin."""
    home = Installation.objects.values_list("division_id", flat=True).first()
    return rulebook(home, on=DISPOSAL.on(disposal)) if home else Rulebook(on=DISPOSAL.on(disposal))


def kept_since(kept: Kept, book: Rulebook) -> date:
    """What is older may go; what happened on this day or later stays."""
    return add_months(book.day, -book.number(kept.rule))


def older(kept: Kept, before: date) -> Any:
    """The rows that a disposal would take: those of before the beginning of a day, in local time."""
    whole_days = kept.rows.model._meta.get_field(kept.moment).get_internal_type() == "DateField"
    cut = before if whole_days else midnight(before)
    return kept.rows.filter(**{f"{kept.moment}__lt": cut})


@dataclass(frozen=True)
class Holding:
    """One kind as it lies there: ``oldest`` is the first row's day, None without any."""

    kept: Kept
    months: int
    since: date
    oldest: date | None

    @property
    def is_over(self) -> bool:
        return self.oldest is not None and self.oldest < self.since


def holdings(book: Rulebook) -> list[Holding]:
    """Of every kind, by the rules of today; one query a kind, along an index."""
    found = []
    for kept in KEPT:
        first = kept.rows.order_by("pk").values_list(kept.moment, flat=True).first()
        oldest = localdate(first) if isinstance(first, datetime) else first
        found.append(Holding(kept, book.number(kept.rule), kept_since(kept, book), oldest))
    return found
