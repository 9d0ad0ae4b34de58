"""When the watch reminds. Reminders are ours; the years in one post are law, for townships by analogy."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import EXCHANGE, OWN

MONTHS = ("watch.months_first", "watch.months_second", "watch.months_third")
YEARS = "exchange.ten_years"

_TITLES = (
    _("First reminder of a term's end"),
    _("Second reminder of a term's end"),
    _("Last reminder of a term's end"),
)
_AHEAD = (12, 6, 3)

RULES = (
    *(
        Rule(
            key=key,
            title=title,
            source=OWN,
            confidence="C",
            value=value,
            unit=_("months before the end"),
            low=1,
            high=24,
            action=Action.REMIND,
            acts_in=_("Tenure watch"),
        )
        for key, title, value in zip(MONTHS, _TITLES, _AHEAD, strict=True)
    ),
    Rule(
        key=YEARS,
        title=_("Time in one post after which a leader must be exchanged"),
        source=EXCHANGE.article("5"),
        confidence="A",
        value=10,
        unit=_("years"),
        low=3,
        high=10,
        action=Action.REMIND,
        actions=(Action.REMIND, Action.OFF),
        acts_in=_("Tenure watch"),
    ),
)

WATCH = Judged(
    key="selection.watch",
    title=_("Tenure watch"),
    says=_("the day of the watch"),
    why=_("It looks at the running tenures anew every night and decides nothing."),
    day=lambda day: day,
)
