"""The page of what one person asks for and another settles (审批事项)."""

from typing import Any

from cadres.platform.log.models import Step
from cadres.platform.log.services import available_moves, labelled
from cadres.shared.pages.records import RecordDetail
from cadres.shared.workflow import AvailableMove, Workflow


class RequestDetail(RecordDetail):
    """Whoever asked sees the steps that are his, everybody else those that settle it.

    ``asker``: the field with who asked. ``ask``, ``settle``: the permissions of either side. ``began``: what the
    record of steps calls the asking, where the workflow has no name for it.
    """

    template_name = "components/request_page.html"
    workflow: Workflow
    move_url_name: str
    asker: str
    ask: str
    settle: str
    tones: dict[Any, str]
    began: dict[str, Any] = {}

    def facts(self, record: Any) -> list[tuple[Any, Any]]:
        raise NotImplementedError

    def moves(self, record: Any) -> list[AvailableMove]:
        user = self.request.user
        mine = self.ask if getattr(record, f"{self.asker}_id") == user.pk else self.settle
        if not user.has_perm(mine):
            return []
        found = available_moves(self.workflow, record, user=user)
        return [one for one in found if one.move.permission == mine]

    def get_context(self, record: Any) -> dict[str, Any]:
        return {
            "facts": self.facts(record),
            "tone": self.tones.get(record.stage, "neutral"),
            "available_moves": self.moves(record),
            "move_url_name": self.move_url_name,
            "steps": labelled(Step.objects.of(record), self.workflow.labels | self.began),
        }
