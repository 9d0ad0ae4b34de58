from django.utils.translation import gettext_lazy as _

from assessment.systems import rules as guards
from assessment.systems.choices import SystemStage
from cadres.shared.workflow import Move

SYSTEM_MOVES = (
    Move(
        "put_in_force",
        _("Put in force"),
        (SystemStage.DRAFT,),
        SystemStage.IN_FORCE,
        "assessment.put_in_force",
        (guards.weights_add_up, guards.codes_keep_their_meaning),
    ),
    Move(
        "retire",
        _("Take out of force"),
        (SystemStage.IN_FORCE,),
        SystemStage.RETIRED,
        "assessment.put_in_force",
        needs_reason=True,
        danger=True,
    ),
)
