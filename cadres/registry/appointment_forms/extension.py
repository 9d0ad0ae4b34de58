from cadres.platform.exports.points import SOURCES
from cadres.platform.jobs.points import KINDS
from cadres.registry.appointment_forms import jobs
from cadres.registry.appointment_forms.export_sources import FormsSource


def register() -> None:
    KINDS.add(jobs.preview, jobs.take)
    SOURCES.add(FormsSource)
