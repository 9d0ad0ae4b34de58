from django.utils.translation import gettext_lazy as _

from cadres.shared.workflow import Move
from training.classes import rules
from training.classes.choices import LIVE_CLASS, ClassStage
from training.programmes.workflow import RUN

EFFECTS = "training.enrolments.services.class_moves"

CLASS_MOVES = (
    Move(
        "open",
        _("Begin to call up"),
        (ClassStage.PLANNED,),
        ClassStage.OPEN,
        RUN,
        (rules.has_sessions, rules.still_to_come),
    ),
    Move("start", _("Start the class"), (ClassStage.OPEN,), ClassStage.RUNNING, RUN, (rules.has_begun,)),
    Move(
        "close",
        _("Close the class"),
        (ClassStage.RUNNING,),
        ClassStage.CLOSED,
        RUN,
        (rules.is_over, rules.all_marked),
        effect=f"{EFFECTS}.conclude",
    ),
    Move(
        "cancel",
        _("Cancel the class"),
        LIVE_CLASS,
        ClassStage.CANCELLED,
        RUN,
        needs_reason=True,
        danger=True,
        effect=f"{EFFECTS}.cancel_everything",
    ),
)
