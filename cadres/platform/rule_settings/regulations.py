"""For which day the pages of rules show law and settings."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.judging import Judged

SHOWN = Judged(
    key="cadres.rule",
    title=_("Pages of rules"),
    says=_("today, or the day asked for"),
    why=_("They inform and judge nothing."),
    day=lambda day: day,
)
