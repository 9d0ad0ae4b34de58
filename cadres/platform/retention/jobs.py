"""The job that carries out an approved disposal."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.jobs import points as jobs
from cadres.platform.jobs.models import Job
from cadres.platform.jobs.points import Failed, Result
from cadres.platform.jobs.services.progress import Progress
from cadres.platform.log.services import record_step
from cadres.platform.retention import services as retention
from cadres.platform.retention.choices import DisposalStage
from cadres.platform.retention.models import Disposal
from cadres.platform.sealing.services.retention import note_dropped
from cadres.shared.retention import KEPT


def page_of(job: Job) -> tuple[str, str]:
    return _("The disposal"), Disposal.objects.get(pk=job.params["disposal"]).get_absolute_url()


@jobs.job(retention.CARRY_OUT, gettext_lazy("Disposal of records"), page=page_of)
def carry_out(job: Job, progress: Progress, *, disposal: int) -> Result:
    """Everything or nothing: who stops it, or a worker that dies, leaves all rows where they were."""
    found = Disposal.objects.select_for_update(of=["self"]).select_related("proposed_by").get(pk=disposal)
    if found.stage != DisposalStage.APPROVED or found.job_id != job.pk or found.done_at:
        raise Failed(_("The disposal is no longer open."))
    progress.begin(found.rows, _("Deleting the records"))
    gone = 0
    while number := retention.dispose_some(found):
        gone += number
        progress.step(number)
    kept = KEPT[found.records]
    if kept.sealed:
        note_dropped(found, kept.model.lower())
    found.gone, found.done_at = gone, timezone.now()
    found.save(update_fields=["gone", "done_at"])
    record_step(found, "dispose", by=None, source=found.stage, target=found.stage, facts={"rows": gone})
    retention.tell_done(found)
    return Result(_("%(rows)d rows.") % {"rows": gone}, {"rows": gone})
