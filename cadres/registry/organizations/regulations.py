"""How long a term lasts (任期), by the law of its first day."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Amendment, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import GRASSROOTS_ELECTIONS, ORGANIC_LAW, RURAL_ORGANIZATIONS

MOST, LEAST, SHIFT = "term.years_most", "term.years_least", "term.shift"

RULES = (
    Rule(
        key=MOST,
        title=_("Longest term of a township's committee, congress or government"),
        source=(RURAL_ORGANIZATIONS.article(), ORGANIC_LAW.article("9, 72")),
        confidence="A",
        value=5,
        unit=_("years"),
        acts_in=_("Entering a term"),
    ),
    Rule(
        key=LEAST,
        title=_("Shortest term of a township's committee, congress or government"),
        source=(RURAL_ORGANIZATIONS.article(), ORGANIC_LAW.article("9, 72")),
        confidence="B",
        value=3,
        unit=_("years"),
        amended=(Amendment(date(2019, 1, 10), value=5),),
        why_fixed=_("The county does not set how long its bodies serve."),
        acts_in=_("Entering a term"),
    ),
    Rule(
        key=SHIFT,
        title=_("Time by which an election may be earlier or later than the term has it"),
        source=GRASSROOTS_ELECTIONS.article("3"),
        confidence="A",
        value=12,
        unit=_("months"),
        acts_in=_("Entering a term"),
    ),
)

TERM = Judged(
    key="cadres.term",
    title=_("Term of an organization"),
    says=_("its first day"),
    why=_("A body serves as long as the law had it when it was elected."),
    day=lambda term: term.period and term.period.lower,
)
