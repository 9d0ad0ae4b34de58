"""Rules about opening a vacancy."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule

RULES = (
    Rule(
        key="vacancy.approved_number",
        title=_("No vacancy beyond the approved number of seats"),
        source=_("Regulation on Appointment of Leading Cadres (2019), prohibition to exceed the quota"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Opening a vacancy"),
    ),
    Rule(
        key="vacancy.lead",
        title=_("A seat still held may be opened so many months before it becomes free"),
        source=_("Own rule, after the first reminder of the tenure watch"),
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
