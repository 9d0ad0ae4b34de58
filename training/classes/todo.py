from datetime import date, timedelta

from django.db.models import Case, Exists, F, OuterRef, When
from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of
from training.classes.choices import LIVE_CLASS, ClassStage
from training.classes.models import Session, TrainingClass

SOON = timedelta(days=30)


def to_move(user: User, today: date) -> DueList:
    classes = TrainingClass.objects.visible_to(user)
    rows = classes.filter(stage=ClassStage.OPEN, starts_on__lte=today) | classes.filter(
        stage=ClassStage.RUNNING, ends_on__lt=today
    )

    def item(one: TrainingClass) -> Due:
        opened = one.stage == ClassStage.OPEN
        label = _("Start: %(name)s") if opened else _("Close: %(name)s")
        url = reverse("training:class_move", args=[one.pk, "start" if opened else "close"])
        day = one.starts_on if opened else one.ends_on
        return Due(label % {"name": one.name}, url, day, late=day < today)

    url = f"{reverse('training:class_list')}?stage={ClassStage.OPEN}&stage={ClassStage.RUNNING}"
    return first_of(_("Classes to start or close"), rows.order_by("ends_on", "pk"), item, url, user=user)


def planned(user: User, today: date) -> DueList:
    """Classes that nobody is called up to yet; one without a session is told apart, as it cannot be opened so."""
    rows = TrainingClass.objects.visible_to(user).filter(stage=ClassStage.PLANNED)
    rows = rows.annotate(without=~Exists(Session.objects.filter(training_class=OuterRef("pk"), cancelled=False)))
    return first_of(
        _("Classes still planned"),
        rows.order_by("starts_on", "pk"),
        lambda one: Due(
            _("%(name)s: no sessions yet") % {"name": one.name} if one.without else one.name,
            one.get_absolute_url(),
            one.starts_on,
            late=one.starts_on < today,
        ),
        f"{reverse('training:class_list')}?stage={ClassStage.PLANNED}",
        user=user,
    )


def free_seats(user: User, today: date) -> DueList:
    rows = TrainingClass.objects.visible_to(user).calling_up(today).filter(starts_on__lte=today + SOON)
    return first_of(
        _("Classes with free seats"),
        rows.with_seats().filter(taken__lt=F("capacity")).order_by("starts_on", "pk"),
        lambda one: Due(
            _("%(name)s: %(number)s seats free") % {"name": one.name, "number": one.capacity - one.taken},
            reverse("training:class_call_up", args=[one.pk]),
            one.starts_on,
        ),
        f"{reverse('training:class_list')}?stage={ClassStage.OPEN}",
        user=user,
    )


def first_and_last_days(user: User, today: date) -> DueList:
    """When classes begin, and when those that run end."""
    rows = TrainingClass.objects.visible_to(user).live()
    day = Case(When(stage=ClassStage.RUNNING, then=F("ends_on")), default=F("starts_on"))

    def item(one: TrainingClass) -> Due:
        label = _("%(name)s ends") if one.stage == ClassStage.RUNNING else _("%(name)s begins")
        return Due(label % {"name": one.name}, one.get_absolute_url(), one.day)

    url = f"{reverse('training:class_list')}?{'&'.join(f'stage={stage}' for stage in LIVE_CLASS)}"
    return first_of(
        _("Classes"), rows.annotate(day=day).filter(day__gte=today).order_by("day", "pk"), item, url, user=user
    )


HAPPENINGS = (TodoList("classes.days", "training.view_class", first_and_last_days, place=210),)

TODO_LISTS = (
    TodoList("classes.move", "training.run_class", to_move, place=230),
    TodoList("classes.planned", "training.run_class", planned, place=235),
    TodoList("classes.seats", "training.run_class", free_seats, place=240),
)
