"""Rules about the person of a cadre."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.laws import RETIREMENT

RETIRED = "retire.age"

RULES = (
    Rule(
        key=RETIRED,
        title=_("Nobody takes up or keeps a post past the statutory age of retirement"),
        source=RETIREMENT.article(),
        confidence="A",
        acts_in=_("Recommendation, decision, appointment, status of a cadre"),
    ),
)
