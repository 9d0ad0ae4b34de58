"""What runs by the clock (定时任务): each noun contributes its tasks, Celery's beat sends them."""

from dataclasses import dataclass
from typing import Any

from celery.schedules import crontab

from cadres.shared.extensions import Point


@dataclass(frozen=True)
class Scheduled:
    """``when``: every so many seconds, or at local times; ``expires``: seconds after which nobody need begin it.

    ``queue``: of a process that does this alone.
    """

    key: str
    task: str
    when: float | crontab
    expires: int | None = None
    queue: str | None = None

    def as_entry(self) -> dict[str, Any]:
        options = {"expires": self.expires, "queue": self.queue}
        said = {name: value for name, value in options.items() if value is not None}
        return {"task": self.task, "schedule": self.when} | ({"options": said} if said else {})


SCHEDULE: Point[Scheduled] = Point("schedule", key=lambda scheduled: scheduled.key)
