"""Encrypting everything anew, as a job that the system administrator starts and may stop."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.field_keys.presenters import in_words
from cadres.platform.field_keys.services import renewing
from cadres.platform.field_keys.services.stores import stores
from cadres.platform.jobs.models import Job
from cadres.platform.jobs.points import Result, job
from cadres.platform.jobs.services.progress import Progress
from cadres.shared.crypto import present_key

ENCRYPT = "cadres.encrypt_anew"
LONGEST = 50 * 60  # seconds: before the worker ends what takes too long


@job(
    ENCRYPT,
    gettext_lazy("Encrypting everything with the present key"),
    page=lambda _job: (_("Keys of encrypted columns"), reverse("cadres:key_list")),
    whole=False,
)
def encrypt_anew(job: Job, progress: Progress) -> Result:
    """Commits batch by batch; the next run goes on where this one ended."""
    lies = sum((store.count() for store in stores()), start=renewing.Counter())
    progress.begin(lies.total() - lies[present_key().name], _("Encrypting"))
    outcome = renewing.encrypt_anew(by=job.user, step=progress.step, seconds=LONGEST)
    return Result(in_words(outcome)[:500])
