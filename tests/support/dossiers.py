"""Facts that satisfy every rule, each with some changed. No database."""

from datetime import date

from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.cadre_files.choices import AnnualGrade, PoliticalStatus, Sex
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.ranks.choices import Ladder
from cadres.registry.ranks.rules import Held as HeldRank
from cadres.shared.regulations.catalogue import Action
from selection.elections.choices import Path
from selection.elections.regulations import edition_on
from selection.elections.rules.dossier import Candidate, Examination, Facts, Held, Meeting, Plan, Seat
from tests.support.objections import codes

__all__ = ["codes"]

TODAY = date(2026, 11, 23)
EDITION = edition_on(TODAY)
TOWNSHIP, OTHER = "511923100000", "511923200000"
EXAMINED = Examination(
    began_on=date(2026, 10, 20),
    ended_on=date(2026, 10, 25),
    team=("李", "王"),
    musts={key: (date(2026, 10, 21), "1") for key in EDITION.musts},
    signed_by_secretary="赵",
    signed_by_discipline="钱",
    fit=True,
    conclusion="合格",
)


class Book(Rulebook):
    """The national law of ``TODAY``, with some actions changed."""

    def __init__(self, **actions: Action):
        super().__init__(on=TODAY)
        self.actions = actions

    def action(self, key: str) -> Action:
        return self.actions.get(key.replace(".", "_"), super().action(key))


def candidate(**changes) -> Candidate:
    valid = {
        "pk": 1,
        "cadre": 1,
        "name": "测试",
        "path": Path.SELF,
        "supporters": 0,
        "examinee": True,
        "withdrawn": False,
        "political_status": PoliticalStatus.MEMBER,
        "joined_party_on": date(2003, 1, 1),
        "grade": Grade.SECTION_DEPUTY,
        "grade_since": date(2018, 5, 1),
        "township_since": date(2018, 5, 1),
        "growth_place": "",
        "sex": Sex.MALE,
        "born_on": date(1980, 5, 1),
        "registered_on": date(2026, 10, 2),
        "results": {2025: AnnualGrade.COMPETENT},
    }
    values = {**valid, **changes}
    ranks = (HeldRank(Ladder.LEADING, values["grade"], values["grade_since"]),)
    return Candidate(**{"ranks": ranks, **values})


def facts(**changes) -> Facts:
    valid = {
        "today": TODAY,
        "book": Book(),
        "edition": EDITION,
        "actor": 2,
        "opened_by": 1,
        "seat": Seat(post=1, name="某镇书记", kind=PostKind.SECRETARY, division=TOWNSHIP),
        "plan": Plan("text", "conditions", date(2026, 10, 1), date(2026, 10, 8), date(2026, 9, 30), False, ""),
        "candidates": (candidate(),),
    }
    return Facts(**{**valid, **changes})


def ballot(due=7, present=7, **changes) -> Meeting:
    return Meeting(held_on=date(2026, 11, 1), due=due, present=present, entered_by=1, **changes)


def held(since, until=None, **changes) -> Held:
    valid = {
        "tenure": 1,
        "post": 1,
        "post_name": "某镇书记",
        "kind": PostKind.SECRETARY,
        "division": TOWNSHIP,
        "term_ends": None,
    }
    return Held(since=since, until=until, **{**valid, **changes})
