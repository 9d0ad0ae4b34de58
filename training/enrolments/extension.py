from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from cadres.platform.rule_examples import points as examples
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.bulk import LIST_ACTIONS, Bulk, ListAction, lead_to
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.schedule import SCHEDULE, Scheduled
from cadres.shared.workflow import WORKFLOWS
from training.enrolments.api import EnrolmentViewSet
from training.enrolments.calculations import CALCULATIONS
from training.enrolments.lists import ENROLMENT_LIST
from training.enrolments.merge_policies import RELATIONS
from training.enrolments.notices import NOTICES
from training.enrolments.services.class_moves import CLASSES
from training.enrolments.services.enrolments import ENROLMENTS
from training.enrolments.todo import TODO_LISTS
from training.programmes.workflow import CALL_UP


def register() -> None:
    CONCERNS.add(
        about("training.Enrolment", "cadre_id"),
        about("training.Attendance", "enrolment__cadre_id"),
    )
    examples.CALCULATIONS.add(*CALCULATIONS)
    LISTS.add(ENROLMENT_LIST)
    to_a_class = Bulk("call_up", _("Call up by name"), CALL_UP, lead_to("training:call_up_picked"))
    LIST_ACTIONS.add(ListAction(CADRE_LIST.key, to_a_class))
    merging.RELATIONS.add(*RELATIONS)
    notice_kinds.KINDS.add(*NOTICES)
    TODO.add(*TODO_LISTS)
    ROUTES.add(Route("enrolments", EnrolmentViewSet, "enrolment"))
    SCHEDULE.add(Scheduled("induction-sweep", "training.ensure_inductions", crontab(hour=2, minute=0)))
    MENU.add(
        MenuEntry("training", _("Enrolments"), "training:enrolment_list", "training.view_enrolment", "roll", place=40)
    )
    WORKFLOWS.add(CLASSES, ENROLMENTS)
    OWNED.add(owned_by(CLASSES), owned_by(ENROLMENTS))
