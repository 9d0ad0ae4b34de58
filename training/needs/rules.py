from datetime import date
from typing import Any

from cadres.shared.dates import add_months
from training.programmes.regulations import INDUCTION_MONTHS


def induction_due(since: date, book: Any) -> date:
    """The day by which training for a post taken up on ``since`` must be finished."""
    return add_months(since, book.number(INDUCTION_MONTHS))
