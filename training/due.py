"""What is due in training."""

from datetime import date, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.shared.pages.todo import Due, DueList
from training.classes.choices import ClassStage
from training.classes.models import TrainingClass
from training.enrolments.choices import EnrolmentStage
from training.enrolments.models import Enrolment
from training.needs.models import Need

SHOWN = 5
SOON = timedelta(days=30)


def due_lists(user: User, today: date) -> list[DueList]:
    """At most one query a list; nothing is counted."""
    found = []
    if user.has_perm("training.answer_call"):
        found.append(_to_answer(user))
    if user.has_perm("training.grant_leave"):
        found.append(_leave(user))
    if user.has_perm("training.run_class"):
        found += [_to_move(user, today), _free_seats(user, today)]
    if user.has_perm("training.call_up"):
        found.append(_needs(user, today))
    return [one for one in found if one.items]


def _to_answer(user: User) -> DueList:
    rows = Enrolment.objects.visible_to(user).filter(stage=EnrolmentStage.CALLED).for_list()
    rows = list(rows.order_by("training_class__starts_on", "pk")[: SHOWN + 1])
    page = reverse("training:my_training")
    items = [Due(e.training_class.name, f"{page}#call-{e.pk}", e.training_class.starts_on) for e in rows[:SHOWN]]
    return DueList(_("Call-ups to answer"), items, page, len(rows) > SHOWN)


def _leave(user: User) -> DueList:
    rows = Enrolment.objects.visible_to(user).filter(stage=EnrolmentStage.LEAVE_ASKED).for_list()
    rows = list(rows.order_by("training_class__starts_on", "pk")[: SHOWN + 1])
    items = [
        Due(
            _("%(who)s, %(name)s") % {"who": e.cadre.name, "name": e.training_class.name},
            e.get_absolute_url(),
            e.training_class.starts_on,
        )
        for e in rows[:SHOWN]
    ]
    url = f"{reverse('training:enrolment_list')}?stage={EnrolmentStage.LEAVE_ASKED}"
    return DueList(_("Requests for leave"), items, url, len(rows) > SHOWN)


def _to_move(user: User, today: date) -> DueList:
    classes = TrainingClass.objects.visible_to(user)
    rows = classes.filter(stage=ClassStage.OPEN, starts_on__lte=today) | classes.filter(
        stage=ClassStage.RUNNING, ends_on__lt=today
    )
    rows = list(rows.order_by("ends_on", "pk")[: SHOWN + 1])
    items = []
    for one in rows[:SHOWN]:
        opened = one.stage == ClassStage.OPEN
        label = _("Start: %(name)s") if opened else _("Close: %(name)s")
        url = reverse("training:class_move", args=[one.pk, "start" if opened else "close"])
        items.append(Due(label % {"name": one.name}, url, one.starts_on if opened else one.ends_on, late=True))
    url = f"{reverse('training:class_list')}?stage={ClassStage.OPEN}&stage={ClassStage.RUNNING}"
    return DueList(_("Classes to start or close"), items, url, len(rows) > SHOWN)


def _free_seats(user: User, today: date) -> DueList:
    rows = TrainingClass.objects.visible_to(user).calling_up(today).filter(starts_on__lte=today + SOON)
    rows = list(rows.with_seats().filter(taken__lt=F("capacity")).order_by("starts_on", "pk")[: SHOWN + 1])
    items = [
        Due(
            _("%(name)s: %(number)s seats free") % {"name": one.name, "number": one.capacity - one.taken},
            reverse("training:class_call_up", args=[one.pk]),
            one.starts_on,
        )
        for one in rows[:SHOWN]
    ]
    url = f"{reverse('training:class_list')}?stage={ClassStage.OPEN}"
    return DueList(_("Classes with free seats"), items, url, len(rows) > SHOWN)


def _needs(user: User, today: date) -> DueList:
    rows = Need.objects.visible_to(user).open().filter(due_on__lte=today + SOON).select_related("cadre")
    rows = list(rows.order_by("due_on", "pk")[: SHOWN + 1])
    items = [
        Due(
            _("%(who)s: %(reason)s") % {"who": need.cadre.name, "reason": need.get_reason_display()},
            need.get_absolute_url(),
            need.due_on,
            late=need.due_on < today,
        )
        for need in rows[:SHOWN]
    ]
    return DueList(
        _("Training that falls due"), items, f"{reverse('training:need_list')}?state=open", len(rows) > SHOWN
    )
