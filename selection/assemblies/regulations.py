"""The rules of electing assemblies: of the people's congress (人大选举) and of the party members (党员直选)."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.laws import GRASSROOTS_ELECTIONS, LOCAL_PRACTICE, ORGANIC_LAW, OWN

QUORUM, NOMINATE, SURPLUS, SINGLE = "gov.sessions", "gov.nominate", "gov.surplus", "gov.single"
BALLOT, WIN, ETHNIC, RECOMMENDED = "gov.ballot", "gov.win", "gov.ethnic", "gov.recommended"
MEMBERS_QUORUM, MEMBERS_WIN, MEMBERS_WIN_BASE = "party.quorum", "party.win", "party.win_base"
MEMBERS_BALLOT = "party.ballots"
COUNTED, TALLY = "ballot.all_counted", "ballot.tally"

CONGRESS, MEMBERS = _("Election by the congress"), _("Direct vote of the members")
CHOICE = (Action.BLOCK, Action.OVERRIDE, Action.REMIND, Action.OFF)

RULES = (
    Rule(
        key=QUORUM,
        title=_("Least part of all deputies who are present when a congress elects"),
        source=ORGANIC_LAW.article("14"),
        value=Fraction(2, 3),
        unit=_("of all deputies"),
        acts_in=CONGRESS,
    ),
    Rule(
        key=NOMINATE,
        title=_("Deputies who sign a joint nomination, where the presidium does not nominate"),
        source=ORGANIC_LAW.article("26"),
        value=10,
        unit=_("deputies"),
        acts_in=CONGRESS,
    ),
    Rule(
        key=SURPLUS,
        title=_("Candidates for head beyond the seats, at most"),
        source=ORGANIC_LAW.article("27"),
        value=1,
        unit=_("candidates"),
        acts_in=CONGRESS,
    ),
    Rule(
        key=SINGLE,
        title=_("A single candidate stands only where nobody else was nominated; between elections freely"),
        source=(ORGANIC_LAW.article("27"), ORGANIC_LAW.article("30")),
        action=Action.REMIND,
        acts_in=CONGRESS,
    ),
    Rule(
        key=RECOMMENDED,
        title=_("Whom the committee recommends is nominated by the presidium"),
        source=LOCAL_PRACTICE,
        confidence="C",
        action=Action.REMIND,
        actions=CHOICE,
        acts_in=CONGRESS,
    ),
    Rule(
        key=BALLOT,
        title=_("The congress votes by secret ballot, which is void where more papers come back than went out"),
        source=ORGANIC_LAW.article("28"),
        acts_in=CONGRESS,
    ),
    Rule(
        key=WIN,
        title=_("Part of all deputies of whom more must vote for who is elected; equal votes are voted on again"),
        source=(ORGANIC_LAW.article("25"), ORGANIC_LAW.article("29")),
        value=Fraction(1, 2),
        unit=_("of all deputies"),
        acts_in=CONGRESS,
    ),
    Rule(
        key=ETHNIC,
        title=_("The head of an ethnic township is of its ethnic group"),
        source=ORGANIC_LAW.article("70"),
        acts_in=CONGRESS,
    ),
    Rule(
        key=MEMBERS_QUORUM,
        title=_("Least part of the members with a vote who are present when they elect"),
        source=GRASSROOTS_ELECTIONS.article(),
        confidence="B",
        value=Fraction(4, 5),
        unit=_("of the members with a vote"),
        acts_in=MEMBERS,
        why_fixed=_("The county does not set when its members may elect."),
    ),
    Rule(
        key=MEMBERS_WIN,
        title=_("Part of the base of whom more must vote for who is elected by the members"),
        source=GRASSROOTS_ELECTIONS.article(),
        confidence="B",
        value=Fraction(1, 2),
        unit=_("of the base"),
        acts_in=MEMBERS,
        why_fixed=_("The county does not set how many votes elect; whose votes are counted as base it does."),
    ),
    Rule(
        key=MEMBERS_WIN_BASE,
        title=_("Base of the members' vote: those present, or all with a vote"),
        source=(GRASSROOTS_ELECTIONS.article(), _("where texts differ: present or due")),
        confidence="B",
        value=0,
        unit=_("(0 present, 1 due)"),
        low=0,
        high=1,
        action=Action.REMIND,
        actions=(Action.REMIND, Action.OVERRIDE, Action.BLOCK),
        acts_in=MEMBERS,
    ),
    Rule(
        key=MEMBERS_BALLOT,
        title=_("The members vote by secret ballot, which is void where more papers come back than went out"),
        source=GRASSROOTS_ELECTIONS.article(),
        confidence="B",
        acts_in=MEMBERS,
        why_fixed=_("A vote of whose papers more come back than went out is no vote."),
    ),
    Rule(
        key=COUNTED,
        title=_("Fewer papers counted than people present is told"),
        source=OWN,
        confidence="C",
        action=Action.REMIND,
        actions=(Action.BLOCK, Action.REMIND, Action.OFF),
        acts_in=_("Every ballot of an assembly"),
    ),
    Rule(
        key=TALLY,
        title=_("The scanned report of the count is attached before a result is declared"),
        source=OWN,
        confidence="C",
        action=Action.BLOCK,
        actions=CHOICE,
        acts_in=_("Every ballot of an assembly"),
    ),
)
