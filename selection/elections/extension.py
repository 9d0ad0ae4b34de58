from django.utils.translation import gettext_lazy as _

from cadres.platform.attachments.points import OWNERS
from cadres.platform.calendar.points import SPAN_USERS, SpanUser
from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from cadres.platform.rule_examples import points as examples
from cadres.platform.rule_settings import points as replays
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.bulk import LIST_ACTIONS, Bulk, ListAction, lead_to
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.overview import OVERVIEW
from cadres.shared.pages.todo import TODO
from cadres.shared.pages.week import HAPPENING
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue, judging
from cadres.shared.workflow import WORKFLOWS
from selection.elections.api import ElectionViewSet
from selection.elections.attachment_owners import PAPERS
from selection.elections.calculations import CALCULATIONS
from selection.elections.lists import ELECTION_LIST
from selection.elections.merge_policies import RELATIONS
from selection.elections.notices import NOTICES
from selection.elections.overview import CARD
from selection.elections.regulations import ELECTION, RULES
from selection.elections.replays import REPLAYS
from selection.elections.services import WORKFLOW, notice_span
from selection.elections.todo import HAPPENINGS, TODO_LISTS
from selection.elections.workflow import RUN

# Who decides about one nominee decides about the others too; who stood there before is part of it.
PEOPLE = ("nominees__cadre_id", "vacancy__leaving__cadre_id")
PARTS = ("Nominee", "Ballot", "Complaint", "Recommendation")
OF_NOMINEES = ("Waiver", "BallotVote", "Inspection", "RecommendationVote")


def register() -> None:
    CONCERNS.add(
        about("selection.Election", *PEOPLE),
        *(about(f"selection.{name}", *(f"election__{path}" for path in PEOPLE)) for name in PARTS),
        *(about(f"selection.{name}", *(f"nominee__election__{path}" for path in PEOPLE)) for name in OF_NOMINEES),
    )
    replays.REPLAYS.add(*REPLAYS)
    examples.CALCULATIONS.add(*CALCULATIONS)
    LISTS.add(ELECTION_LIST)
    nominate = Bulk("nominate", _("Register as nominees"), RUN, lead_to("selection:nominees_register"))
    LIST_ACTIONS.add(ListAction(CADRE_LIST.key, nominate))
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(ELECTION)
    merging.RELATIONS.add(*RELATIONS)
    notice_kinds.KINDS.add(*NOTICES)
    SPAN_USERS.add(SpanUser("selection.notice", _("Public notices"), notice_span.changes, notice_span.carry_out))
    OWNERS.add(*PAPERS)
    TODO.add(*TODO_LISTS)
    HAPPENING.add(*HAPPENINGS)
    OVERVIEW.add(CARD)
    ROUTES.add(Route("elections", ElectionViewSet, "election"))
    MENU.add(
        MenuEntry(
            "selection",
            _("Public elections"),
            "selection:election_list",
            "selection.view_election",
            "ballot",
            place=30,
        )
    )
    WORKFLOWS.add(WORKFLOW)
    OWNED.add(owned_by(WORKFLOW, writers=("selection.elections.facts",)))  # facts try inputs, and save nothing
