"""Rules about opening a vacancy."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import APPOINTMENT, OWN

RULES = (
    Rule(
        key="vacancy.approved_number",
        title=_("No vacancy beyond the approved number of seats"),
        source=APPOINTMENT.article("61", read_in="2014"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Opening a vacancy"),
    ),
    Rule(
        key="vacancy.lead",
        title=_("How long before a seat becomes free its vacancy may be opened"),
        source=OWN,
        confidence="C",
        value=12,
        unit=_("months"),
        low=1,
        high=24,
        action=Action.BLOCK,
        actions=(Action.BLOCK, Action.REMIND),
        acts_in=_("Opening a vacancy"),
    ),
)

VACANCY = Judged(
    key="selection.vacancy",
    title=_("Vacancy"),
    says=_("the day on which it is opened"),
    why=_("Whether it could be opened is decided on that day and is not asked again."),
    day=lambda vacancy: vacancy.opened_on,
)
