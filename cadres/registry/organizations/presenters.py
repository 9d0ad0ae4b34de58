from datetime import date, timedelta
from typing import Any


def period_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row made by the database as JSON, its days read; ``last`` is the last day that belongs to it."""
    end = row["end"] and date.fromisoformat(row["end"])
    last = end - timedelta(days=1) if end else None
    return {**row, "first": date.fromisoformat(row["first"]), "end": end, "last": last}
