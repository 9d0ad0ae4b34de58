"""The rules of a procedure, what a county may set in them, and the day that judges an election."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import RULES as CATALOGUE
from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import (
    APPOINTMENT,
    BALLOT_CUSTOM,
    CIVIL_SERVANTS,
    CIVIL_SERVANTS_RANKS,
    CIVIL_SERVANTS_RECUSAL,
    GRASSROOTS_ELECTIONS,
    LOCAL_PRACTICE,
    ORGANIC_LAW,
    OWN,
    PARTY_CONSTITUTION,
    TERMS,
    YEARLY_NOTICE,
    Citation,
)

TEAM, SIGNATURES = "inspect.team", "inspect.signatures"
ORDER, HELD = "procedure.order", "recommend.held"
VOTE, MAJORITY = "decision.vote", "decision.majority"
TALK, START, LATE_START = "appoint.talk", "appoint.start", "appoint.start_late"
TWO_LEADERS, RECORDED = "appoint.another_leader", "notice.recorded"
ANNUAL, ANNUAL_KNOWN = "qual.annual", "qual.annual_known"
CHECKS_VALID = "inspect.checks_valid"
VOTES_BORNE = "recommend.votes_borne_in_mind"
ELSEWHERE = "nominee.elsewhere"
SECTION_DEPUTY = "qual.section_deputy"
ELECTS, APPROVAL, RESULT_APPROVED = "gov.elects", "open.approval", "open.result_approved"
FINAL = "open.final_ratio"
MUSTS = ("file", "report", "discipline", "petitions")


@dataclass(frozen=True)
class Edition:
    """The Regulation on Appointment of Leading Cadres (党政领导干部选拔任用工作条例) as it stands on one day.

    ``quorum``: members present, of those due; ``majority``: more than this part of those due must agree.
    """

    name: str
    quorum: tuple[int, int]
    majority: tuple[int, int]
    musts: tuple[str, ...] = MUSTS


def edition_on(day: date) -> Edition:
    """The edition in force on a day, with the parts that the law fixes for votes."""
    edition = APPOINTMENT.edition_on(day)
    return Edition(
        name=str(edition.label) if edition else "",
        quorum=_part("decision.quorum", day),
        majority=_part("decision.majority", day),
    )


def _part(key: str, day: date) -> tuple[int, int]:
    return Fraction(CATALOGUE[key].on(day).value or 0).as_integer_ratio()


def _read_in_2014(number: str) -> Citation:
    """An article whose number of 2019 is not settled."""
    return APPOINTMENT.article(number, read_in="2014")


def _read_in_2019(number: str) -> Citation:
    return APPOINTMENT.article(number, read_in="2019")


ELECTION = Judged(
    key="selection.election",
    title=_("Election"),
    says=_("the day on which it is opened"),
    why=_("Those who take part rely on the rules under which the procedure began; it is led to its end by them."),
    day=lambda election: election.opened_on,
)

NOMINEES = _("Recommendation, decision")
STRICT = (Action.BLOCK, Action.OVERRIDE)
SOFT = (Action.BLOCK, Action.OVERRIDE, Action.REMIND)
CHOICE = (Action.BLOCK, Action.OVERRIDE, Action.REMIND, Action.OFF)

RULES = (
    Rule(
        key="qual.section_chief",
        title=_("Time as section deputy before becoming section chief"),
        source=CIVIL_SERVANTS_RANKS.article(),
        confidence="B",
        value=2,
        unit=_("years"),
        low=2,
        high=5,
        action=Action.OVERRIDE,
        actions=SOFT,
        acts_in=NOMINEES,
    ),
    Rule(
        key=SECTION_DEPUTY,
        title=_("Time as first-grade clerk or staff member before becoming section deputy"),
        source=CIVIL_SERVANTS_RANKS.article(),
        confidence="B",
        value=3,
        unit=_("years"),
        low=3,
        high=5,
        action=Action.OVERRIDE,
        actions=SOFT,
        acts_in=NOMINEES,
    ),
    Rule(
        key="qual.township_experience",
        title=_("Time of township leadership before becoming section chief in a township"),
        source=_("Provincial measures, such as Shanxi (2019), Art 5"),
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
        title=_("Party membership of a secretary"),
        source=(PARTY_CONSTITUTION.article("27"), _("for county committees; for townships by analogy")),
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
        key=ANNUAL,
        title=_("Not considered: last year's result basically competent or below"),
        source=_read_in_2019("24(3)"),
        confidence="B",
        action=Action.BLOCK,
        actions=STRICT,
        acts_in=NOMINEES,
    ),
    Rule(
        key=ANNUAL_KNOWN,
        title=_("Last year's result of a nominee is on record"),
        source=OWN,
        confidence="C",
        action=Action.REMIND,
        actions=CHOICE,
        acts_in=NOMINEES,
    ),
    Rule(
        key=ELSEWHERE,
        title=_("A nominee has taken up no other post, and been chosen for none, since being registered"),
        source=OWN,
        confidence="C",
        action=Action.OVERRIDE,
        actions=SOFT,
        acts_in=NOMINEES,
    ),
    Rule(
        key="qual.sanction",
        title=_("Not considered: sanction or measure still in effect"),
        source=_read_in_2019("24(6)"),
        confidence="B",
        action=Action.BLOCK,
        actions=STRICT,
        acts_in=NOMINEES,
    ),
    Rule(
        key="party.no_vote",
        title=_("Only a full party member may join a party committee or lead it"),
        source=GRASSROOTS_ELECTIONS.article("5"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=NOMINEES,
    ),
    Rule(
        key="recuse.place_township",
        title=_("Main leaders do not lead the township where they grew up"),
        source=(CIVIL_SERVANTS.article("75"), CIVIL_SERVANTS_RECUSAL.article()),
        confidence="B",
        action=Action.OVERRIDE,
        actions=SOFT,
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
        key="term.stable",
        title=_("No transfer out of a main post before the term ends, except in special circumstances"),
        source=TERMS.article("4"),
        confidence="A",
        action=Action.OVERRIDE,
        actions=(Action.OVERRIDE, Action.REMIND),
        acts_in=_("Appointment"),
    ),
    Rule(
        key="open.joint_members",
        title=_("Party members needed for a joint nomination"),
        source=_("Local practice, such as Wujiang (2016)"),
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
        title=_("Residents needed for a joint nomination"),
        source=LOCAL_PRACTICE,
        confidence="C",
        value=30,
        unit=_("persons"),
        low=1,
        high=2000,
        action=Action.BLOCK,
        acts_in=_("Registration"),
    ),
    Rule(
        key=APPROVAL,
        title=_("A direct vote needs the approval of the superior"),
        source=(GRASSROOTS_ELECTIONS.article(), _("from which a direct vote departs")),
        confidence="C",
        action=Action.BLOCK,
        actions=STRICT,
        acts_in=_("Announcement"),
    ),
    Rule(
        key=RESULT_APPROVED,
        title=_("The superior approves the result of a direct vote before it takes effect"),
        source=(GRASSROOTS_ELECTIONS.article(), LOCAL_PRACTICE),
        confidence="C",
        action=Action.BLOCK,
        actions=STRICT,
        acts_in=_("Appointment"),
    ),
    Rule(
        key=FINAL,
        title=_("Formal candidates beyond the post in a direct vote, at least"),
        source=LOCAL_PRACTICE,
        confidence="C",
        value=1,
        unit=_("candidates"),
        low=1,
        high=5,
        acts_in=_("Decision, direct vote of the members"),
    ),
    Rule(
        key=ELECTS,
        title=_("A head of government is elected by the people's congress of the township"),
        source=ORGANIC_LAW.article("26"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Appointment"),
    ),
    Rule(
        key="recommend.surplus",
        title=_("Names in the recommendation beyond the seats"),
        source=_read_in_2019("20"),
        confidence="A",
        value=1,
        unit=_("names"),
        low=1,
        high=5,
        action=Action.OVERRIDE,
        actions=STRICT,
        acts_in=_("Recommendation"),
    ),
    Rule(
        key="recommend.quorum",
        title=_("Least part of those due who are present at a recommendation meeting"),
        source=_("Local rules, such as Qinghai (2020)"),
        confidence="B",
        value=Fraction(2, 3),
        unit=_("of those due"),
        actions=SOFT,
        action=Action.BLOCK,
        acts_in=_("Recommendation"),
    ),
    Rule(
        key=VOTES_BORNE,
        title=_("Who has more votes in the recommendation is not left out for who has fewer without a word"),
        source=_read_in_2019("23"),
        confidence="C",
        action=Action.REMIND,
        actions=CHOICE,
        acts_in=_("Recommendation"),
    ),
    Rule(
        key="recommend.valid",
        title=_("How long the result of a recommendation is valid"),
        source=_read_in_2019("16"),
        confidence="B",
        value=12,
        unit=_("months"),
        low=6,
        high=12,
        actions=STRICT,
        action=Action.BLOCK,
        acts_in=_("Decision"),
    ),
    Rule(
        key="inspect.musts",
        title=_("Checks that no inspection leaves out"),
        source=_read_in_2019("31"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Inspection"),
    ),
    Rule(
        key=CHECKS_VALID,
        title=_("How old a check may be when the inspection ends"),
        source=LOCAL_PRACTICE,
        confidence="C",
        value=6,
        unit=_("months"),
        low=1,
        high=12,
        action=Action.OVERRIDE,
        actions=SOFT,
        acts_in=_("Inspection"),
    ),
    Rule(
        key="decision.quorum",
        title=_("Least part of the members due who are present at a decision"),
        source=_read_in_2014("37"),
        confidence="A",
        value=Fraction(2, 3),
        unit=_("of the members due"),
        action=Action.BLOCK,
        acts_in=_("Decision"),
    ),
    Rule(
        key=MAJORITY,
        title=_("Part of the members due of whom more must agree to a decision"),
        source=_read_in_2014("38"),
        confidence="A",
        value=Fraction(1, 2),
        unit=_("of the members due"),
        action=Action.BLOCK,
        acts_in=_("Decision"),
    ),
    Rule(
        key="notice.days",
        title=_("Public notice before an appointment takes effect, at least"),
        source=(APPOINTMENT.article(read_in="2014"), _("chapter on appointment")),
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
        title=_("Whether the first day of the notice is one of its days"),
        source=_("Local notices usually count the first day; not counting it is safer"),
        confidence="C",
        value=0,
        unit=_("(0 no, 1 yes)"),
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
    Rule(
        key=RECORDED,
        title=_("The public notice counts from the day on which its start is recorded, or as a recognized late entry"),
        source=APPOINTMENT.article(read_in="2019"),
        confidence="B",
        action=Action.BLOCK,
        acts_in=_("Public notice"),
        why_fixed=_("A day that is typed in afterwards waits for nobody."),
    ),
    Rule(
        key=TWO_LEADERS,
        title=_("Who confirms the vote or recognizes a late entry does not appoint"),
        source=APPOINTMENT.article(read_in="2019"),
        confidence="B",
        action=Action.BLOCK,
        acts_in=_("Appointment"),
        why_fixed=_("Nobody carries out alone what he has decided himself."),
    ),
    Rule(
        key=ORDER,
        title=_("No step of the procedure is left out or taken before the one that precedes it"),
        source=APPOINTMENT.article(read_in="2019"),
        confidence="B",
        action=Action.BLOCK,
        acts_in=_("Every step"),
        why_fixed=_("The order of the steps is the table of moves of this program."),
    ),
    Rule(
        key=HELD,
        title=_("Talks and a meeting are held, and their votes recorded"),
        source=_read_in_2019("20"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Recommendation"),
    ),
    Rule(
        key=TEAM,
        title=_("Least number of different persons who inspect a nominee"),
        source=_read_in_2014("33"),
        confidence="B",
        value=2,
        unit=_("persons"),
        low=2,
        high=10,
        action=Action.BLOCK,
        acts_in=_("Inspection"),
    ),
    Rule(
        key=SIGNATURES,
        title=_("Secretary and discipline secretary both sign the opinion on integrity"),
        source=_read_in_2019("31"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Inspection"),
    ),
    Rule(
        key=VOTE,
        title=_("The committee decides by secret ballot"),
        source=BALLOT_CUSTOM,
        confidence="C",
        action=Action.BLOCK,
        actions=CHOICE,
        acts_in=_("Decision"),
    ),
    Rule(
        key=TALK,
        title=_("A talk is held with who is appointed"),
        source=(APPOINTMENT.article(read_in="2014"), _("chapter on appointment")),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Appointment"),
    ),
    Rule(
        key=START,
        title=_("A tenure counts from the day of the committee's decision at the earliest"),
        source=_read_in_2014("44"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Appointment"),
    ),
    Rule(
        key=LATE_START,
        title=_("The tenure of a post that is not filled by election counts from the day of the decision"),
        source=_read_in_2014("44"),
        confidence="A",
        action=Action.REMIND,
        acts_in=_("Appointment"),
    ),
)
