"""The moves of a vacancy."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.workflow import Move, today
from selection.vacancies import rules
from selection.vacancies.choices import VacancyStage

MOVES = (
    Move(
        "fill",
        _("Mark as filled"),
        (VacancyStage.OPEN,),
        VacancyStage.FILLED,
        "selection.appoint",
        (rules.the_seat_is_held,),
        writes={"closed_on": today},
        follows=_("The vacancy is closed and leaves the lists of what is due. Nobody is appointed by this."),
    ),
    Move(
        "withdraw",
        _("Withdraw the vacancy"),
        (VacancyStage.OPEN,),
        VacancyStage.WITHDRAWN,
        "selection.open_vacancy",
        (rules.no_election_runs,),
        needs_reason=True,
        danger=True,
        writes={"closed_on": today},
        follows=_("The vacancy is closed. The seat may be opened again as long as it is free."),
    ),
)
