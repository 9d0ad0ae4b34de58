"""The day whose law judges an example."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.judging import Judged

EXAMPLE = Judged(
    key="cadres.example",
    title=_("Worked example"),
    says=_("the day that stands with it"),
    why=_("Whoever wrote or signed it had the law of that day in mind."),
    day=lambda example: example.judged_on,
)
