"""National numbers of the procedure, and what the county may set."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from cadres.platform.calendar.regulations import YEARLY_NOTICE
from cadres.shared.regulations.catalogue import Action, Rule


@dataclass(frozen=True)
class Edition:
    """One edition of the Regulation on Appointment of Leading Cadres (党政领导干部选拔任用工作条例)."""

    name: str
    in_force_from: date
    recommendation_months: int  # Art 16: the result of a recommendation is valid so long
    quorum: tuple[int, int]  # Art 37: members present, of those due
    majority: tuple[int, int]  # Art 38: more than this part of those due
    team: int  # inspection team, Art 33 of the edition of 2014
    musts: tuple[str, ...]  # Art 31: 凡提四必


EDITIONS = (
    Edition(
        name="2019",
        in_force_from=date(2019, 3, 3),
        recommendation_months=12,
        quorum=(2, 3),
        majority=(1, 2),
        team=2,
        musts=("file", "report", "discipline", "petitions"),
    ),
)


def edition_on(day: date) -> Edition:
    """The edition in force on a day; days before the first edition get the first."""
    return max((e for e in EDITIONS if e.in_force_from <= day), key=lambda e: e.in_force_from, default=EDITIONS[0])


def edition_named(name: str) -> Edition:
    return next(edition for edition in EDITIONS if edition.name == name)


def article(number: str) -> str:
    """How an article of the regulation is cited."""
    return now("Regulation on Appointment of Leading Cadres (2019), Art %(number)s") % {"number": number}


REGULATION = _("Regulation on Appointment of Leading Cadres (2019)")
NOMINEES = _("Recommendation, decision")
CHOICE = (Action.BLOCK, Action.OVERRIDE, Action.REMIND, Action.OFF)

RULES = (
    Rule(
        key="qual.section_chief",
        title=_("Section chief: years as section deputy"),
        source=_("Measures for Posts, Ranks and Grades of Civil Servants (2020)"),
        confidence="B",
        value=2,
        unit=_("years"),
        low=2,
        high=5,
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND),
        acts_in=NOMINEES,
    ),
    Rule(
        key="qual.township_experience",
        title=_("Section chief in a township: years of township leadership"),
        source=_("Provincial measures, e.g. Shanxi 2019, Art 5"),
        confidence="B",
        value=2,
        unit=_("years"),
        low=1,
        high=5,
        action=Action.OFF,
        actions=CHOICE,
        acts_in=NOMINEES,
    ),
    Rule(
        key="qual.party_age",
        title=_("Secretary: years of party membership"),
        source=_("Party Constitution, Art 27, for county committees; by analogy"),
        confidence="B",
        value=3,
        unit=_("years"),
        low=1,
        high=5,
        action=Action.OFF,
        actions=CHOICE,
        acts_in=NOMINEES,
    ),
    Rule(
        key="qual.annual",
        title=_("Not considered: last yearly result basically competent or below"),
        source=_("Regulation on Appointment of Leading Cadres (2019), Art 24(3)"),
        confidence="B",
        action=Action.BLOCK,
        acts_in=NOMINEES,
    ),
    Rule(
        key="qual.sanction",
        title=_("Not considered: sanction or measure still in effect"),
        source=_("Regulation on Appointment of Leading Cadres (2019), Art 24(6)"),
        confidence="B",
        action=Action.BLOCK,
        acts_in=NOMINEES,
    ),
    Rule(
        key="party.no_vote",
        title=_("Only a full party member may become secretary"),
        source=_("Regulation on Elections of Grassroots Party Organizations (2020), Art 5"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=NOMINEES,
    ),
    Rule(
        key="recuse.place_township",
        title=_("Main leaders do not lead the township where they grew up"),
        source=_("Civil Servants Law, Art 75; Recusal Regulation (2020)"),
        confidence="B",
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND),
        acts_in=NOMINEES,
    ),
    Rule(
        key="recuse.place_county",
        title=_("Main leaders do not lead a township of the county where they grew up"),
        source=_("Stricter practice of some counties"),
        confidence="B",
        action=Action.OFF,
        actions=(Action.OVERRIDE, Action.REMIND, Action.OFF),
        acts_in=NOMINEES,
    ),
    Rule(
        key="term.two",
        title=_("After two full terms in a post not nominated to it again"),
        source=_("Provisional Rules on Terms of Office (2006), Art 6; for townships by analogy"),
        confidence="A",
        value=2,
        unit=_("terms"),
        low=2,
        high=2,
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND),
        acts_in=_("Recommendation, decision, tenure watch"),
    ),
    Rule(
        key="term.partial_as_full",
        title=_("A term served for so many months counts as a full one"),
        source=_("A county-level rule of 2005"),
        confidence="B",
        value=36,
        unit=_("months"),
        low=36,
        high=60,
        action=Action.OFF,
        actions=(Action.REMIND, Action.OFF),
        acts_in=_("Counting terms"),
    ),
    Rule(
        key="term.stable",
        title=_("No transfer out of a main post before the term ends, except in special circumstances"),
        source=_("Provisional Rules on Terms of Office (2006), Art 4; for townships by analogy"),
        confidence="A",
        action=Action.OVERRIDE,
        actions=(Action.OVERRIDE, Action.REMIND),
        acts_in=_("Appointment"),
    ),
    Rule(
        key="open.joint_members",
        title=_("Joint nomination: party members needed"),
        source=_("Local practice, e.g. Wujiang 2016"),
        confidence="B",
        value=10,
        unit=_("persons"),
        low=1,
        high=500,
        action=Action.BLOCK,
        acts_in=_("Registration"),
    ),
    Rule(
        key="open.joint_masses",
        title=_("Joint nomination: residents needed"),
        source=_("Local practice"),
        confidence="C",
        value=30,
        unit=_("persons"),
        low=1,
        high=2000,
        action=Action.BLOCK,
        acts_in=_("Registration"),
    ),
    Rule(
        key="open.approval",
        title=_("A direct vote needs the approval of the superior"),
        source=_("Departs from the Regulation on Elections of Grassroots Party Organizations (2020)"),
        confidence="C",
        action=Action.BLOCK,
        acts_in=_("Announcement"),
    ),
    Rule(
        key="recommend.surplus",
        title=_("More names than seats in the recommendation"),
        source=_("Regulation on Appointment of Leading Cadres (2019), Art 20"),
        confidence="A",
        value=1,
        unit=_("names more"),
        low=1,
        high=5,
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE),
        acts_in=_("Recommendation"),
    ),
    Rule(
        key="recommend.quorum",
        title=_("Recommendation meeting: two thirds of those due are present"),
        source=_("Local rules, e.g. Qinghai 2020"),
        confidence="B",
        action=Action.BLOCK,
        acts_in=_("Recommendation"),
    ),
    Rule(
        key="recommend.valid",
        title=_("The result of a recommendation is valid one year"),
        source=_("Regulation on Appointment of Leading Cadres (2019), Art 16"),
        confidence="B",
        action=Action.BLOCK,
        acts_in=_("Decision"),
    ),
    Rule(
        key="inspect.musts",
        title=_("The four musts of the inspection"),
        source=_("Regulation on Appointment of Leading Cadres (2019), Art 31"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Inspection"),
    ),
    Rule(
        key="decision.quorum",
        title=_("Decision: two thirds of the members due are present"),
        source=_("Regulation on Appointment of Leading Cadres (2019), Arts 37–38"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Decision"),
    ),
    Rule(
        key="decision.majority",
        title=_("Decision: more than half of the members due agree"),
        source=_("Regulation on Appointment of Leading Cadres (2019), Arts 37–38"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Decision"),
    ),
    Rule(
        key="notice.days",
        title=_("Public notice before appointment"),
        source=_("Regulation on Appointment of Leading Cadres (2019), chapter on appointment"),
        confidence="A",
        value=5,
        unit=_("working days"),
        low=5,
        high=15,
        action=Action.BLOCK,
        acts_in=_("Public notice"),
    ),
    Rule(
        key="notice.count_first",
        title=_("The first day of the notice counts (1) or not (0)"),
        source=_("Local notices usually count it; not counting is safer"),
        confidence="C",
        value=0,
        unit=_("0 or 1"),
        low=0,
        high=1,
        action=Action.BLOCK,
        acts_in=_("Public notice"),
    ),
    Rule(
        key="notice.certain",
        title=_("No appointment while the holidays within the notice are not known"),
        source=YEARLY_NOTICE,
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Public notice"),
    ),
)
