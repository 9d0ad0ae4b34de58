"""When the watch reminds. Reminders are ours; the ten years and the two terms are law, for townships by analogy."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule

MONTHS = ("watch.months_first", "watch.months_second", "watch.months_third")
YEARS = "exchange.ten_years"

RULES = (
    *(
        Rule(
            key=key,
            title=title,
            source=_("Own rule"),
            confidence="C",
            value=value,
            unit=_("months before the end"),
            low=1,
            high=24,
            action=Action.REMIND,
            acts_in=_("Tenure watch"),
        )
        for key, title, value in zip(
            MONTHS,
            (
                _("First reminder of a term's end"),
                _("Second reminder of a term's end"),
                _("Last reminder of a term's end"),
            ),
            (12, 6, 3),
            strict=True,
        )
    ),
    Rule(
        key=YEARS,
        title=_("After so many years in one post a leader must be exchanged"),
        source=_("Rules on Exchange of Leading Cadres (2006), Art 5; for townships by analogy"),
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
