"""What runs by the clock (定时任务): each noun contributes its tasks, Celery's beat sends them."""

from dataclasses import dataclass
from typing import Any

from celery.schedules import crontab

from cadres.shared.extensions import Point


@dataclass(frozen=True)
class Scheduled:
    """``when``: every so many seconds, or at local times; ``expires``: seconds after which nobody need begin it."""

    key: str
    task: str
    when: float | crontab
    expires: int | None = None

    def as_entry(self) -> dict[str, Any]:
        entry: dict[str, Any] = {"task": self.task, "schedule": self.when}
        return entry if self.expires is None else {**entry, "options": {"expires": self.expires}}


SCHEDULE: Point[Scheduled] = Point("schedule", key=lambda scheduled: scheduled.key)
