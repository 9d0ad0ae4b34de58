from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of
from training.enrolments.choices import EnrolmentStage
from training.enrolments.models import Enrolment


def to_answer(user: User, _today: date) -> DueList:
    rows = Enrolment.objects.visible_to(user).filter(stage=EnrolmentStage.CALLED).for_list()
    page = reverse("training:my_training")
    return first_of(
        _("Call-ups to answer"),
        rows.order_by("training_class__starts_on", "pk"),
        lambda e: Due(e.training_class.name, f"{page}#call-{e.pk}", e.training_class.starts_on),
        page,
        user=user,
    )


def leave(user: User, _today: date) -> DueList:
    rows = Enrolment.objects.visible_to(user).filter(stage=EnrolmentStage.LEAVE_ASKED).for_list()
    return first_of(
        _("Requests for leave"),
        rows.order_by("training_class__starts_on", "pk"),
        lambda e: Due(
            _("%(who)s, %(name)s") % {"who": e.cadre.name, "name": e.training_class.name},
            e.get_absolute_url(),
            e.training_class.starts_on,
        ),
        f"{reverse('training:enrolment_list')}?stage={EnrolmentStage.LEAVE_ASKED}",
        user=user,
    )


TODO_LISTS = (
    TodoList("enrolments.answer", "training.answer_call", to_answer, place=210),
    TodoList("enrolments.leave", "training.grant_leave", leave, place=220),
)
