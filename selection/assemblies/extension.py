from cadres.platform.attachments.points import OWNERS
from cadres.platform.merging import points as merging
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue
from cadres.shared.workflow import WORKFLOWS
from selection.assemblies.attachment_owners import PAPERS
from selection.assemblies.merge_policies import RELATIONS
from selection.assemblies.regulations import RULES
from selection.assemblies.services import WORKFLOW
from selection.assemblies.todo import TODO_LISTS

# All who stand, and all who were nominees of its election; who held the post before is part of it.
PEOPLE = ("candidates__cadre_id", "election__nominees__cadre_id", "election__vacancy__leaving__cadre_id")


def register() -> None:
    CONCERNS.add(
        about("selection.Assembly", *PEOPLE),
        *(
            about(f"selection.{name}", *(f"assembly__{path}" for path in PEOPLE))
            for name in ("FormalCandidate", "Round")
        ),
        about("selection.RoundVote", *(f"round__assembly__{path}" for path in PEOPLE)),
    )
    catalogue.RULES.add(*RULES)
    merging.RELATIONS.add(*RELATIONS)
    OWNERS.add(*PAPERS)
    TODO.add(*TODO_LISTS)
    WORKFLOWS.add(WORKFLOW)
    OWNED.add(owned_by(WORKFLOW))
