from cadres.platform.exports import jobs
from cadres.platform.exports.export_sources import ListSource
from cadres.platform.exports.notices import NOTICES
from cadres.platform.exports.points import SOURCES
from cadres.platform.exports.regulations import RULES
from cadres.platform.jobs import points as job_kinds
from cadres.platform.notices import points as notice_kinds
from cadres.shared.regulations import catalogue


def register() -> None:
    catalogue.RULES.add(*RULES)
    job_kinds.KINDS.add(jobs.make)
    notice_kinds.KINDS.add(*NOTICES)
    SOURCES.add(ListSource)
