from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of
from selection.terms.choices import TERM_ENDS, Kind
from selection.terms.models import Watch


def ending(user: User, today: date) -> DueList:
    return _watches(user, today, TERM_ENDS, _("Terms that end"))


def rotations(user: User, today: date) -> DueList:
    return _watches(user, today, (Kind.ROTATION_10Y, Kind.TWO_TERMS), _("Rotations due"))


def _watches(user: User, today: date, kinds: tuple[Kind, ...], title: Any) -> DueList:
    rows = (
        Watch.objects.visible_to(user)
        .unsettled()
        .filter(kind__in=kinds)
        .for_list()
        .filter(vacancy_open=False)  # type: ignore[misc]
        .order_by("due_on", "pk")
    )
    return first_of(
        title,
        rows,
        lambda w: Due(
            f"{w.tenure.cadre} · {w.tenure.post} · {w.get_kind_display()}",
            reverse("selection:watch_succession", args=[w.pk]),
            w.due_on,
            w.due_on < today,
        ),
        f"{reverse('selection:watch_list')}?{'&'.join(f'kind={kind}' for kind in kinds)}",
        user=user,
    )


TODO_LISTS = (
    TodoList("terms.ending", "selection.open_vacancy", ending, place=130),
    TodoList("terms.rotations", "selection.open_vacancy", rotations, place=140),
)
