"""Looking for duplicates by a button, within the reach of who asked, county by county."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.jobs.models import Job
from cadres.platform.jobs.points import Result, job
from cadres.platform.jobs.services.progress import Progress
from cadres.platform.merging.points import KINDS
from cadres.platform.merging.services.merges import counties_of, find_duplicates

FIND = "cadres.find_duplicates"


def _page(job: Any) -> tuple[str, str]:
    return _("See the duplicates"), reverse("cadres:duplicate_list", args=[job.params["of"]])


@job(FIND, gettext_lazy("Look for duplicates"), page=_page)
def find(job: Job, progress: Progress, *, of: str) -> Result:
    """Every county within the owner's reach; nothing is stored twice."""
    counties = counties_of(job.user.code_ranges)
    progress.begin(len(counties), _("Comparing, county by county"))
    new = 0
    for low, high in counties:
        new += find_duplicates(KINDS[of], low, high)
        progress.step()
    return Result(_("%(new)d new pairs were found.") % {"new": new}, {"new": new})
