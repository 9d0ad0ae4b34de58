"""What selection plans in a township (当前计划), for the township's page."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.timezone import localdate

from cadres.models import Division, User
from cadres.shared.recusal import open_to
from selection.elections.choices import Stage
from selection.elections.models import Election
from selection.terms.models import Watch
from selection.vacancies.models import Vacancy


def township(division: Division, user: User) -> dict[str, Any]:
    """Open vacancies with their election and whom it proposes, and what falls due for those who hold posts.

    Two queries.
    """
    live = Election.objects.filter(vacancy=OuterRef("pk")).exclude(stage=Stage.ABANDONED)
    row = JSONObject(pk="pk", stage="stage", chosen="winner__cadre__name")
    here = Vacancy.objects.visible_to(user).open().filter(post__organization__division=division)
    vacancies = list(
        here.for_list().annotate(election_rows=ArraySubquery(live.values(row=row))).order_by("wanted_by", "pk")
    )
    today, may_run = localdate(), user.has_perm("selection.run_election")
    for vacancy in vacancies:
        vacancy.late = vacancy.wanted_by < today
        vacancy.election = _election(vacancy.election_rows[0]) if vacancy.election_rows else None
        vacancy.may_open = may_run and vacancy.election is None
    due = Watch.objects.visible_to(user).unsettled().filter(tenure__post__organization__division=division)
    watches = list(open_to(due, user).for_list().order_by("due_on", "pk"))
    may_open = user.has_perm("selection.open_vacancy")
    for watch in watches:
        watch.late = watch.due_on < today
        watch.may_open = may_open and not watch.vacancy_open
    return {"vacancies": vacancies, "watches": watches}


def _election(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "url": reverse("selection:election_detail", args=[row["pk"]]),
        "stage": Stage(row["stage"]).label,
        "chosen": row["chosen"],
    }
