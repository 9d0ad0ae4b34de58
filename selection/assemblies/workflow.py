"""The moves of an electing assembly: one table for service, page, API, trigger and diagram."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.shared.workflow import Move, Taking, actor, today
from selection.assemblies import rules
from selection.assemblies.choices import AssemblyStage
from selection.elections.workflow import APPROVE, RUN

FORMS, SERVICES = "selection.assemblies.forms", "selection.assemblies.services"
OPEN = (AssemblyStage.CONVENED, AssemblyStage.SITTING)
ENTERED = ("convene", "nominate", "record_round")  # who did one of these does not declare what came of it


def the_elected(taking: Taking) -> Any:
    return taking.facts.elected.pk


MOVES = (
    Move(
        "sit",
        _("Open the assembly"),
        (AssemblyStage.CONVENED,),
        AssemblyStage.SITTING,
        RUN,
        (
            rules.the_election_has_come_so_far,
            rules.the_day_has_come,
            rules.enough_are_present,
            rules.nominations_are_lawful,
            rules.as_many_stand_as_may,
            rules.whom_the_committee_recommends_stands,
            rules.the_head_is_of_the_group,
        ),
        form=f"{FORMS}.SitForm",
        inputs=("present",),
        follows=_("The candidates stand, and the ballots are entered one after the other."),
    ),
    Move(
        "declare",
        _("Declare the result"),
        (AssemblyStage.SITTING,),
        AssemblyStage.ELECTED,
        APPROVE,
        (
            rules.the_election_has_come_so_far,
            rules.somebody_is_elected,
            rules.the_base_is_the_countys,
            rules.everybody_present_has_voted,
            rules.the_tally_is_attached,
        ),
        writes={"elected_id": the_elected, "declared_by": actor, "closed_on": today},
        effect=f"{SERVICES}.hand_over",
        others=ENTERED,
        follows=_("Who is elected takes up the post from the day of the election; another leader carries it out."),
        asks_again=True,
    ),
    Move(
        "close",
        _("Close without result"),
        OPEN,
        AssemblyStage.WITHOUT_RESULT,
        APPROVE,
        needs_reason=True,
        danger=True,
        writes={"closed_on": today},
        others=ENTERED,
        follows=_("Nobody is elected. Another assembly may be convened for the same election."),
    ),
)
