"""What waits on an electing assembly: one to be convened, a result to be declared."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import User
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of
from selection.assemblies.choices import AssemblyStage
from selection.assemblies.models import Assembly, Round
from selection.elections.choices import Stage
from selection.elections.facts import ELECTED_BY_CONGRESS, WITH_CONGRESS
from selection.elections.models import Election
from selection.elections.workflow import APPROVE, RUN

TO_BE_ELECTED = Q(
    vacancy__post__kind__in=ELECTED_BY_CONGRESS, vacancy__post__organization__division__kind__in=WITH_CONGRESS
) | Q(direct_vote=True)


def to_be_convened(user: User, _today: date) -> DueList:
    """Elections whose notice is over, of which nobody has convened those who elect."""
    there = Assembly.objects.filter(election=OuterRef("pk")).exclude(stage=AssemblyStage.WITHOUT_RESULT)
    rows = Election.objects.visible_to(user).filter(TO_BE_ELECTED, ~Exists(there), stage=Stage.NOTICED)
    return first_of(
        _("Electing assemblies to be convened"),
        rows.select_related("vacancy__post__organization").order_by("notice_until", "pk"),
        lambda e: Due(str(e), reverse("selection:assembly_convene", args=[e.pk]), e.vacancy.wanted_by),
        f"{reverse('selection:election_list')}?stage={Stage.NOTICED}",
        user=user,
    )


def to_be_declared(user: User, _today: date) -> DueList:
    """Assemblies that have voted, whose result a leader is to declare."""
    rows = Assembly.objects.visible_to(user).filter(
        Exists(Round.objects.filter(assembly=OuterRef("pk"))), stage=AssemblyStage.SITTING
    )
    return first_of(
        _("Results of assemblies to be declared"),
        rows.select_related("election__vacancy__post__organization").order_by("held_on", "pk"),
        lambda a: Due(f"{a.election} · {a}", a.get_absolute_url(), a.held_on),
        f"{reverse('selection:election_list')}?stage={Stage.NOTICED}",
        user=user,
    )


TODO_LISTS = (
    TodoList("assemblies.convene", RUN, to_be_convened, place=122),
    TodoList("assemblies.declare", APPROVE, to_be_declared, place=124),
)
