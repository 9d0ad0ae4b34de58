"""What is due in selection, for the home page: two queries a list at most, nothing counted."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import User
from cadres.shared.pages.todo import Due, DueList
from selection.elections.choices import OPEN, Stage
from selection.elections.models import Election
from selection.elections.services import next_move
from selection.terms.choices import TERM_ENDS, Kind
from selection.terms.models import Watch
from selection.vacancies.models import Vacancy

SHOWN = 5


def due_lists(user: User, today: date) -> list[DueList]:
    """Vacancies without election, elections that wait for this user, terms that end, rotations due."""
    found = []
    if user.has_perm("selection.run_election"):
        found.append(_vacancies(user, today))
    if user.has_perm("selection.view_election"):
        found.append(_elections(user))
    if user.has_perm("selection.open_vacancy"):
        found.append(_watches(user, today, TERM_ENDS, _("Terms that end")))
        found.append(_watches(user, today, (Kind.ROTATION_10Y, Kind.TWO_TERMS), _("Rotations due")))
    return [one for one in found if one.items]


def _list(title: Any, rows: list[Any], url: str, make: Callable[[Any], Due]) -> DueList:
    return DueList(title, [make(row) for row in rows[:SHOWN]], url, more=len(rows) > SHOWN)


def _vacancies(user: User, today: date) -> DueList:
    live = Election.objects.filter(vacancy=OuterRef("pk")).exclude(stage=Stage.ABANDONED)
    rows = Vacancy.objects.visible_to(user).open().filter(~Exists(live)).for_list().order_by("wanted_by", "pk")
    return _list(
        _("Vacancies without election"),
        list(rows[: SHOWN + 1]),
        f"{reverse('selection:vacancy_list')}?stage=open",
        lambda v: Due(str(v.post), reverse("selection:election_open", args=[v.pk]), v.wanted_by, v.wanted_by < today),
    )


def _elections(user: User) -> DueList:
    """Those whose next step this user may take."""
    moves = {stage: next_move(stage) for stage in OPEN}
    stages = [stage for stage, move in moves.items() if move is not None and user.has_perm(move.permission)]
    rows = (
        Election.objects.visible_to(user)
        .filter(stage__in=stages)
        .select_related("vacancy__post__organization")
        .order_by("vacancy__wanted_by", "pk")
    )
    return _list(
        _("Elections that wait for you"),
        list(rows[: SHOWN + 1]),
        reverse("selection:election_list"),
        lambda e: Due(f"{e} · {e.get_stage_display()}", e.get_absolute_url(), e.vacancy.wanted_by),
    )


def _watches(user: User, today: date, kinds: tuple[Kind, ...], title: Any) -> DueList:
    rows = (
        Watch.objects.visible_to(user)
        .unsettled()
        .filter(kind__in=kinds)
        .for_list()
        .filter(vacancy_open=False)  # type: ignore[misc]
        .order_by("due_on", "pk")
    )
    form = reverse("selection:vacancy_open")
    return _list(
        title,
        list(rows[: SHOWN + 1]),
        f"{reverse('selection:watch_list')}?{'&'.join(f'kind={kind}' for kind in kinds)}",
        lambda w: Due(
            f"{w.tenure.cadre} · {w.tenure.post} · {w.get_kind_display()}",
            f"{form}?tenure={w.tenure_id}",
            w.due_on,
            w.due_on <= today,
        ),
    )
