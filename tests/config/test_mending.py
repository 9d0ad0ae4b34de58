"""A refusal leads to the page where it is mended, or it is said here why there is none.

A new objection of a rule fails here until it has a page or a reason.
"""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from cadres.platform.accounts.choices import Role
from cadres.templatetags.ui import permission_of
from selection.assemblies.rules import PAGES as PAGES_OF_ASSEMBLIES
from selection.elections.choices import Stage
from selection.elections.rules.dossier import PAGES as PAGES_OF_ELECTIONS
from tests.support.selection import ElectionFactory, ready_election

ROOT = Path(__file__).parents[2]
APPS = ("cadres", "assessment", "training", "selection", "incentives")

PAGES = PAGES_OF_ELECTIONS | PAGES_OF_ASSEMBLIES
BY_THE_FORM = {"must", "old", "inspection-missing", "team-too-small", "two-signatures", "inspected-early"}
NO_PAGE = {
    "it is entered in the form that is refused": """
        announced-in-future notice-day-missing notice-before-decision talk-missing talk-in-future start-missing
        start-before-decision start-in-future start-after-decision year-to-come no-sum sum-too-large no-money
        free-day-missing too-early ends-before-start calendar-empty entry-backward entry-long day-outside-year
        day-twice works-weekday statutory-works term-too-short term-too-long rank-above-county rank-skipped
        rank-start-unknown rank-too-early BEFORE_BIRTH document-verifies present-missing assembly-quorum
        more-present-than-due too-many-issued too-many-invalid no-candidate more-votes-than-papers
        more-names-than-seats start-not-of-the-election""",
    "another person or a wider office decides": """
        same-hands prepared-by-same opened-by-same proposer-decides export-own export-remit export-not-yours
        merge-proposer
        merge-back-proposer document-asker document-other-asker kinship-own kinship-proposer not-own
        correction-same-hands correction-not-yours decided-by-same recognized-by-same notice-publisher
        export-approval account-same-hands account-wrong-hands account-not-yours own-account
        disposal-same-hands disposal-not-yours declared-by-same""",
    "nothing mends it: another person is chosen, a day waited for, the matter ended": """
        not-serving appointed-elsewhere past-retirement too-short-as-deputy too-short-as-clerk no-township-experience
        not-full-member short-party-age weak-result sanction-in-effect grew-up-there grew-up-in-county third-term
        nobody-fit found-unfit no-majority recommendation-expired notice-running complaint-upheld term-not-served
        one-of-a-kind not-excellent low-result share-used-up sanctioned-not-excellent sanctioned-no-grade one-shoulder
        chair-not-head wrong-stage approved-number class-past not-begun not-over class-over leave-late never-there
        was-there missed-too-much missed-little class-full not-the-audience clash export-unable export-over
        export-not-ready export-not-broken document-destroyed document-again code-changed-meaning
        correction-overtaken notice-not-late disposal-done disposal-running disposal-not-broken disposal-too-young
        not-yet single-candidate not-of-the-group depends-on-base too-few-let-stand""",
    "the record's own page, from which the move is taken, has the form": """
        seat-not-held election-running no-values values-missing nobody-scored ungraded weights-not-100 no-sessions
        attendance-missing class-not-closed class-not-open merge-proposed fewer-than-present""",
}


# Those that services raise beside rules and moves.
BESIDE_RULES = {
    "it is entered in the form that is refused": """
        file-infected
        REASON_MISSING reason-missing action-not-allowed value-fixed rule-fixed out-of-bounds nothing-set basis-missing
        attachment-double attachment-there bad-upload bad-workbook file file-name document-missing
        effect-without-reason export-format export-purpose file-missing remit-missing grade-derived grounds-missing
        signatures-missing assembly-before-decision
        implausible in-future nominator-missing no-such-scan not-all-voted not-ended
        outside-registration photo photo-dots photo-few-dots photo-large photo-shape photo-turned rate-too-high
        session-to-come settlement-missing template token-days token-scope token-unnamed too-few-supporters
        unknown-calculation unknown-grade unknown-indicator until-later wanted-in-the-past year-beyond
        annulled-early nothing-to-correct code-unfit band-departed earlier-paper MORE_VOTES other-ladder no-post""",
    "another person or a wider office decides": """
        account-closed reset-by-two reset-by-one four-eyes setter-approves own-account
        override-not-permitted no-permission
        last-administrator export-nobody recusal""",
    "nothing mends it: another is chosen, a day waited for, the matter is ended": """
        correction-decided nothing-to-dispose
        annulled applied approved-already client-has-no-password client-stays-client contradiction county-busy
        divisions-differ document-not-kept ended-already export-asked-for export-empty excellent-share grade-changed
        indicator-gone job-ended merged merged-already no-grade no-score not-a-client not-a-draft not-a-township
        not-merged not-on-roll not-parked not-recommended not-waivable nothing-to-do one-seat outside-class
        pilot-ended rank-ended removed-meanwhile scanner session-cancelled session-held sessions-outside
        settled-already committee-nominates ballot-stands not-to-be-elected
        waived-already withdrawn-already year-ahead attachment-nowhere another-score two-accounts""",
    "the record's own page, from which it is asked for, has the form": """
        attachment-room document-room confirmed-here no-preview rows-refused""",
    "what stands against a merge names both records, and its page leads to both": """
        award-twice called-twice field-changed frozen-twice nominated-twice paper-twice paper-verified posts-differ
        ranks-differ ranks-overlap results-differ row-gone seat-twice
        stands-twice terms-differ unsound vacancy-twice""",
}


def objections_of_rules():
    """Code of every objection of a rule → whether it names a page itself."""
    found = {}
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if path.name not in ("rules.py", "workflow.py") and path.parent.name != "rules":
                continue
            for name, has_page in objections_in(path):
                found[name] = found.get(name, False) or has_page
    return found


def objections_in(path):
    """Code of each objection written there, and whether it names a page."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Objection" and node.args:
            code = node.args[0]
            if isinstance(code, ast.JoinedStr):
                name = code.values[0].value.rstrip("-")
            else:
                name = code.value if isinstance(code, ast.Constant) else ast.unparse(code)
            yield name, len(node.args) > 4 or any(word.arg == "url" for word in node.keywords)


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


def objections_of_services():
    """As above, of those that are raised beside rules and moves."""
    found = {}
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if path.name not in ("rules.py", "workflow.py") and path.parent.name != "rules":
                for name, has_page in objections_in(path):
                    found[name] = found.get(name, False) or has_page
    return found


def test_refusals_of_services_do_as_well():
    known = objections_of_services()
    excused = {code for codes in (*NO_PAGE.values(), *BESIDE_RULES.values()) for code in codes.split()}
    mended = {code for code, has_page in known.items() if has_page}

    assert set(known) - excused - mended - BY_THE_FORM - set(PAGES) == set()
    assert {code for codes in BESIDE_RULES.values() for code in codes.split()} - set(known) == set()
    assert {code for codes in BESIDE_RULES.values() for code in codes.split()} & mended == set()


def test_only_guarded_pages_of_ours_ask_for_a_permission():
    assert permission_of("/elections/1/plan/#x") == "selection.run_election"
    assert permission_of("/no/such/page/") == ""
    assert permission_of("/elections/1/moves/announce/") == ""  # each move asks for its own
