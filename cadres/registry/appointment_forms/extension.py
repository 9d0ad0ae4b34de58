from cadres.platform.jobs.points import KINDS
from cadres.registry.appointment_forms import jobs


def register() -> None:
    KINDS.add(jobs.preview, jobs.take)
