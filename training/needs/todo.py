from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of
from training.needs.models import Need

SOON = timedelta(days=30)


def falling_due(user: User, today: date) -> DueList:
    rows = Need.objects.visible_to(user).open().filter(due_on__lte=today + SOON).select_related("cadre")
    return first_of(
        _("Training that falls due"),
        rows.order_by("due_on", "pk"),
        lambda need: Due(
            _("%(who)s: %(reason)s") % {"who": need.cadre.name, "reason": need.get_reason_display()},
            need.get_absolute_url(),
            need.due_on,
            late=need.due_on < today,
        ),
        f"{reverse('training:need_list')}?state=open",
        user=user,
    )


TODO_LISTS = (TodoList("needs.due", "training.call_up", falling_due, place=250),)
