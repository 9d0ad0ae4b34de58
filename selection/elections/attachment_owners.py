"""Where elections take papers (附件): those of an inspection and of the committee's meeting."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.models import User
from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import open_part, record_readings, refuse_barred
from cadres.platform.attachments.points import AttachmentOwner, Slot
from selection.elections.choices import Stage
from selection.elections.models import Ballot, Election, Inspection, Nominee
from selection.elections.services.locking import locked
from selection.elections.workflow import INSPECTION_PAPERS_TAKEN, MINUTES_TAKEN, RUN


class InspectionPapers(AttachmentOwner):
    """The papers of the four musts (凡提四必), until the committee has decided. Their keys are those of the musts."""

    model = "selection.inspection"
    slots = (
        Slot("file", gettext_lazy("Review of the personnel file")),
        Slot("report", gettext_lazy("Check of the personal-matters report")),
        Slot("discipline", gettext_lazy("Opinion of discipline and supervision")),
        Slot("petitions", gettext_lazy("Check of petitions")),
    )
    view_permission = "selection.view_election"
    keep_permission = RUN
    stages = INSPECTION_PAPERS_TAKEN

    def rows(self, user: User) -> Any:
        return super().rows(user).select_related("nominee__cadre", "nominee__election__vacancy__post__organization")

    def is_open(self, record: Inspection) -> bool:
        return record.nominee.election.stage in self.stages

    def lock(self, record: Inspection, *, by: User) -> None:
        refuse_barred(by, record.nominee.cadre_id)
        locked(record.nominee.election, by=by, permission=RUN, stages=self.stages)

    def opened(self, record: Inspection, paper: str, *, by: User, kind: AccessKind) -> None:
        open_part(record.nominee.cadre, paper, by=by, kind=kind)

    def title(self, record: Inspection) -> str:
        return _("Inspection of %(name)s for %(post)s") % {
            "name": record.nominee.cadre.name,
            "post": record.nominee.election.vacancy.post,
        }

    def address(self, record: Inspection) -> str:
        return f"{record.get_absolute_url()}#papers"


class BallotPapers(AttachmentOwner):
    """The minutes of the committee's meeting, which are often signed after it; until the appointment."""

    model = "selection.ballot"
    slots = (Slot("minutes", gettext_lazy("Minutes of the meeting")),)
    view_permission = "selection.view_election"
    keep_permission = RUN
    stages = MINUTES_TAKEN

    def rows(self, user: User) -> Any:
        return super().rows(user).select_related("election__vacancy__post__organization")

    def is_open(self, record: Ballot) -> bool:
        return record.election.stage in self.stages

    def lock(self, record: Ballot, *, by: User) -> None:
        self._people(record, by)
        locked(record.election, by=by, permission=RUN, stages=self.stages)

    def opened(self, record: Ballot, paper: str, *, by: User, kind: AccessKind) -> None:
        record_readings(self._people(record, by), paper, by=by, kind=kind)

    def _people(self, record: Ballot, by: User) -> list[int]:
        """The cadres on whom was voted, if none of them closes the minutes to this user."""
        voted_on = Nominee.objects.filter(election=record.election_id, examinee=True)
        people = list(voted_on.order_by("pk").values_list("cadre_id", flat=True))
        for cadre_id in people:
            refuse_barred(by, cadre_id)
        return people

    def title(self, record: Ballot) -> str:
        return _("Vote of the committee on %(post)s") % {"post": record.election.vacancy.post}

    def address(self, record: Ballot) -> str:
        return f"{reverse('selection:election_detail', args=[record.election_id])}#papers-of-the-vote"


class NoticePapers(AttachmentOwner):
    """The public notice as it hung (公示), while it runs; a late entry rests on it."""

    model = "selection.election"
    slots = (Slot("notice", gettext_lazy("Public notice as it hung")),)
    view_permission = "selection.view_election"
    keep_permission = RUN
    stages = (Stage.NOTICED,)

    def rows(self, user: User) -> Any:
        return super().rows(user).select_related("vacancy__post__organization", "winner")

    def is_open(self, record: Election) -> bool:
        return record.stage in self.stages

    def lock(self, record: Election, *, by: User) -> None:
        self._chosen(record, by)
        locked(record, by=by, permission=RUN, stages=self.stages)

    def opened(self, record: Election, paper: str, *, by: User, kind: AccessKind) -> None:
        record_readings(self._chosen(record, by), paper, by=by, kind=kind)

    def _chosen(self, record: Election, by: User) -> list[int]:
        """The cadre whom the notice names, where the election is not closed to this user."""
        rows = Nominee.objects.filter(election=record).order_by("pk").values_list("cadre_id", "examinee")
        for cadre_id, _examinee in rows:
            refuse_barred(by, cadre_id)
        # Before a direct vote the notice names all whom the committee lets stand.
        return [record.winner.cadre_id] if record.winner else [cadre_id for cadre_id, examinee in rows if examinee]

    def title(self, record: Election) -> str:
        return _("Public notice for %(post)s") % {"post": record.vacancy.post}

    def address(self, record: Election) -> str:
        return f"{record.get_absolute_url()}#papers-of-the-notice"


PAPERS = (InspectionPapers(), BallotPapers(), NoticePapers())
