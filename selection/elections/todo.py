from datetime import date

from django.db.models import Case, Exists, F, OuterRef, When
from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of
from selection.elections.choices import OPEN, Stage
from selection.elections.models import Election
from selection.elections.services import next_move
from selection.vacancies.models import Vacancy


def without_election(user: User, today: date) -> DueList:
    live = Election.objects.filter(vacancy=OuterRef("pk")).exclude(stage=Stage.ABANDONED)
    rows = Vacancy.objects.visible_to(user).open().filter(~Exists(live)).for_list().order_by("wanted_by", "pk")
    return first_of(
        _("Vacancies without election"),
        rows,
        lambda v: Due(str(v.post), reverse("selection:election_open", args=[v.pk]), v.wanted_by, v.wanted_by < today),
        f"{reverse('selection:vacancy_list')}?stage=open",
        user=user,
    )


def to_be_planned(user: User, _today: date) -> DueList:
    """Elections whose plan still lacks something: they wait for nobody but the clerk."""
    rows = Election.objects.visible_to(user).unplanned().select_related("vacancy__post__organization")
    return first_of(
        _("Plans of elections to be completed"),
        rows.order_by("vacancy__wanted_by", "pk"),
        lambda e: Due(str(e), reverse("selection:election_plan", args=[e.pk]), e.vacancy.wanted_by),
        f"{reverse('selection:election_list')}?stage={Stage.PREPARED}",
        user=user,
    )


def waiting(user: User, _today: date) -> DueList:
    """Those whose next step this user may take."""
    moves = {stage: next_move(stage) for stage in OPEN}
    stages = [stage for stage, move in moves.items() if move is not None and user.has_perm(move.permission)]
    rows = (
        Election.objects.visible_to(user)
        .filter(stage__in=stages)
        .exclude(pk__in=Election.objects.unplanned())
        .select_related("vacancy__post__organization")
        .order_by("vacancy__wanted_by", "pk")
    )
    return first_of(
        _("Elections that wait for you"),
        rows,
        lambda e: Due(f"{e} · {e.get_stage_display()}", e.get_absolute_url(), e.vacancy.wanted_by),
        reverse("selection:election_list"),
        user=user,
    )


def deadlines(user: User, today: date) -> DueList:
    """When registration or a public notice ends, of elections that stand there."""
    ends = Case(
        When(stage=Stage.REGISTRATION, then=F("registration_to")), When(stage=Stage.NOTICED, then=F("notice_until"))
    )
    rows = Election.objects.visible_to(user).annotate(ends=ends).filter(ends__gte=today)
    label = {Stage.REGISTRATION: _("%(post)s: registration ends"), Stage.NOTICED: _("%(post)s: public notice ends")}
    return first_of(
        _("Steps of elections"),
        rows.select_related("vacancy__post__organization").order_by("ends", "pk"),
        lambda e: Due(label[e.stage] % {"post": e}, e.get_absolute_url(), e.ends),
        reverse("selection:election_list"),
        user=user,
    )


HAPPENINGS = (TodoList("elections.deadlines", "selection.view_election", deadlines, place=110),)

TODO_LISTS = (
    TodoList("elections.missing", "selection.run_election", without_election, place=110),
    TodoList("elections.plans", "selection.run_election", to_be_planned, place=115),
    TodoList("elections.waiting", "selection.view_election", waiting, place=120),
)
