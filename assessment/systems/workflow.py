from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from assessment.systems import rules as guards
from assessment.systems.choices import SystemStage
from cadres.shared.workflow import Move, Taking

IN_FORCE_FORM = "assessment.systems.forms.InForceForm"


def from_that_day(taking: Taking) -> DateRange:
    return DateRange(taking.facts.on, None)


def until_that_day(taking: Taking) -> DateRange:
    return DateRange(taking.record.in_force.lower, taking.facts.on)


SYSTEM_MOVES = (
    Move(
        "put_in_force",
        _("Put in force"),
        (SystemStage.DRAFT,),
        SystemStage.IN_FORCE,
        "assessment.put_in_force",
        (guards.weights_add_up, guards.codes_keep_their_meaning, guards.follows_the_running_system),
        form=IN_FORCE_FORM,
        inputs=("on",),
        writes={"in_force": from_that_day},
        before="assessment.systems.services.systems.end_running",
        others=("define", "copied_from", "change_indicator", "remove_indicator"),
        follows=_(
            "The years that end from that day on are assessed by it, and the system running now ends. It cannot "
            "be changed any more, only replaced by a new version."
        ),
    ),
    Move(
        "retire",
        _("Take out of force"),
        (SystemStage.IN_FORCE,),
        SystemStage.RETIRED,
        "assessment.put_in_force",
        (guards.ends_after_its_beginning,),
        needs_reason=True,
        danger=True,
        form=IN_FORCE_FORM,
        inputs=("on",),
        writes={"in_force": until_that_day},
        follows=_("No later year is assessed by it. Years assessed before stay as they are."),
    ),
)
