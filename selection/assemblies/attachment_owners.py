"""What papers an assembly takes (附件): the report of the count, and the superior's approval of a direct vote."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.models import User
from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import record_readings, refuse_barred
from cadres.platform.attachments.points import AttachmentOwner, Slot
from selection.assemblies.choices import AssemblyStage
from selection.assemblies.models import Assembly, FormalCandidate
from selection.elections.choices import Stage
from selection.elections.services.locking import locked
from selection.elections.workflow import RUN


class AssemblyPapers(AttachmentOwner):
    """From the first ballot until the appointment: the superior answers after the result is declared."""

    model = "selection.assembly"
    slots = (
        Slot("tally", gettext_lazy("Report of the count")),
        Slot("approval", gettext_lazy("Superior's approval of the result")),
    )
    view_permission = "selection.view_election"
    keep_permission = RUN
    stages = (AssemblyStage.SITTING, AssemblyStage.ELECTED)
    of_election = (Stage.NOTICED, Stage.ELECTED)

    def rows(self, user: User) -> Any:
        return super().rows(user).select_related("election__vacancy__post__organization")

    def is_open(self, record: Assembly) -> bool:
        return record.stage in self.stages and record.election.stage in self.of_election

    def lock(self, record: Assembly, *, by: User) -> None:
        self._people(record, by)
        locked(record.election, by=by, permission=RUN, stages=self.of_election)

    def opened(self, record: Assembly, paper: str, *, by: User, kind: AccessKind) -> None:
        record_readings(self._people(record, by), paper, by=by, kind=kind)

    def _people(self, record: Assembly, by: User) -> list[int]:
        """The candidates, if none of them closes the papers to this user."""
        people = list(
            FormalCandidate.objects.filter(assembly=record).order_by("pk").values_list("cadre_id", flat=True)
        )
        for cadre_id in people:
            refuse_barred(by, cadre_id)
        return people

    def title(self, record: Assembly) -> str:
        return _("%(session)s: election to %(post)s") % {
            "session": record.session,
            "post": record.election.vacancy.post,
        }

    def address(self, record: Assembly) -> str:
        return f"{record.get_absolute_url()}#papers"


PAPERS = (AssemblyPapers(),)
