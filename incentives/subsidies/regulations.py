"""What bounds the township work subsidy (see ``docs/incentives.md``)."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged

MONTHLY = "subsidy.monthly"

RULES = (
    Rule(
        key=MONTHLY,
        title=_("township work subsidy a month, at most"),
        source=_("wage reform of 2015, amounts by province; verify"),
        confidence="C",
        value=600,
        unit=_("yuan"),
        low=0,
        high=3_000,
        actions=(Action.BLOCK, Action.REMIND),
        acts_in=_("rates of the township work subsidy"),
    ),
)

SUBSIDY = Judged(
    key="incentives.subsidy",
    title=_("Rate of the township work subsidy"),
    says=_("the first day of the rate"),
    why=_("A rate is paid from that day on, so the bound of that day holds."),
    day=lambda rate: rate.during.lower,
)
