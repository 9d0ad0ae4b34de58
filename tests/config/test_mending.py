"""A refusal leads to the page where it is mended, or it is said here why there is none.

A new objection of a rule fails here until it has a page or a reason.
"""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from cadres.platform.accounts.choices import Role
from cadres.templatetags.ui import permission_of
from selection.elections.choices import Stage
from selection.elections.rules.dossier import PAGES
from tests.support.selection import ElectionFactory, ready_election

ROOT = Path(__file__).parents[2]
APPS = ("cadres", "assessment", "training", "selection", "incentives")

BY_THE_FORM = {"must", "old", "inspection-missing", "team-too-small", "two-signatures", "inspected-early"}
NO_PAGE = {
    "it is entered in the form that is refused": """
        announced-in-future notice-day-missing notice-before-decision talk-missing talk-in-future start-missing
        start-before-decision start-in-future start-after-decision year-to-come no-sum sum-too-large no-money
        free-day-missing too-early ends-before-start calendar-empty entry-backward entry-long day-outside-year
        day-twice works-weekday statutory-works term-too-short term-too-long rank-above-county rank-skipped
        rank-start-unknown rank-too-early BEFORE_BIRTH document-verifies""",
    "another person or a wider office decides": """
        same-hands opened-by-same proposer-decides own-award export-own export-remit export-not-yours merge-proposer
        merge-back-proposer document-asker document-other-asker kinship-own kinship-proposer own-case not-own
        export-approval""",
    "nothing mends it: another person is chosen, a day waited for, the matter ended": """
        not-serving appointed-elsewhere past-retirement too-short-as-deputy too-short-as-clerk no-township-experience
        not-full-member short-party-age weak-result sanction-in-effect grew-up-there grew-up-in-county third-term
        nobody-fit found-unfit no-majority recommendation-expired notice-running complaint-upheld term-not-served
        one-of-a-kind not-excellent low-result share-used-up sanctioned-not-excellent sanctioned-no-grade one-shoulder
        chair-not-head wrong-stage approved-number class-past not-begun not-over class-over leave-late never-there
        was-there missed-too-much missed-little class-full not-the-audience clash export-unable export-over
        export-not-ready export-not-broken document-destroyed document-again code-changed-meaning""",
    "the record's own page, from which the move is taken, has the form": """
        seat-not-held election-running no-values values-missing nobody-scored ungraded weights-not-100 no-sessions
        attendance-missing class-not-closed class-not-open merge-proposed""",
}


def objections_of_rules():
    """Code of every objection of a rule → whether it names a page itself."""
    found = {}
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if path.name not in ("rules.py", "workflow.py") and path.parent.name != "rules":
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Objection":
                    code = node.args[0]
                    if isinstance(code, ast.JoinedStr):
                        name = code.values[0].value.rstrip("-")
                    else:
                        name = code.value if isinstance(code, ast.Constant) else ast.unparse(code)
                    has_page = len(node.args) > 4 or any(word.arg == "url" for word in node.keywords)
                    found[name] = found.get(name, False) or has_page
    return found


def test_each_objection_leads_to_its_page_or_tells_why_there_is_none():
    known = objections_of_rules()
    excused = {code for codes in NO_PAGE.values() for code in codes.split()}
    mended = {code for code, has_page in known.items() if has_page} | set(PAGES) | BY_THE_FORM

    assert set(known) - excused - mended == set()
    assert excused - set(known) == set()
    assert excused & set(PAGES) == set()


@pytest.mark.django_db
def test_who_may_mend_it_gets_the_link_and_others_are_told_who_may(leader, staff, as_user):
    election = ElectionFactory(conditions="")
    plan = reverse("selection:election_plan", args=[election.pk])
    page = as_user(leader).get(reverse("selection:election_move", args=[election.pk, "announce"]))

    (objection,) = page.context["matter"].against.blocking
    assert (objection.code, objection.url) == ("conditions-missing", plan)
    assert plan not in page.text
    assert f"To be mended by: {Role.STAFF.label}" in page.text

    waiting = ready_election(Stage.RECOMMENDED, nominees=1)
    one = waiting.nominees.get()
    one.inspection.delete()
    shown = as_user(staff).get(waiting.get_absolute_url()).text
    assert f'href="{reverse("selection:inspection_record", args=[one.pk])}">Open the page where it is mended' in shown


def test_only_guarded_pages_of_ours_ask_for_a_permission():
    assert permission_of("/elections/1/plan/#x") == "selection.run_election"
    assert permission_of("/no/such/page/") == ""
    assert permission_of("/elections/1/moves/announce/") == ""  # each move asks for its own
