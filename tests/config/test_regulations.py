"""The catalogue of rules is sound, every refusal says what it rests on, and their page agrees with the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from cadres.shared.errors import PROGRAM, Objection, Remark
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.regulations.catalogue import RULES, Action, Rule
from cadres.shared.regulations.laws import Citation
from config.management.commands.print_regulations import APPS, BY_KIND, page, refusals

PAGE = settings.BASE_DIR / "docs" / "regulations.md"
NUMBERS = re.compile(
    r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|half|thirds?|quarters?|sevenths?)\b", re.IGNORECASE
)
# The name of an award (三等功), and of ranks (三级主任科员).
NAMES = re.compile(r"\bthird-(class merits?|grade)\b", re.IGNORECASE)
DIGITS = re.compile(r"\d|[两三四五六七八九十半]分之|[二两三四五六七八九十]个(工作日|月)|[二两三四五六七八九十]年")

each = pytest.mark.parametrize("rule", sorted(RULES, key=lambda rule: rule.key), ids=lambda rule: rule.key)


def test_page_is_up_to_date():
    assert PAGE.read_text() == "\n".join(page()) + "\n", "run: manage.py print_regulations > docs/regulations.md"


@each
def test_a_title_holds_no_number_of_its_own(rule: Rule):
    with translation.override("en"):
        assert not NUMBERS.search(NAMES.sub("", str(rule.title)))
    with translation.override("zh-hans"):
        assert not DIGITS.search(str(rule.title))


def test_the_search_for_numbers_finds_them():
    for text in ("at least 5 days", "two thirds of those due", "one half", "within Ten years"):
        assert NUMBERS.search(text)
    assert not NUMBERS.search("often, someone, tenure, heights, half-way house".replace("half-way", "midway"))


@each
def test_every_version_lies_within_its_own_bounds(rule: Rule):
    for version in rule.versions:
        if version.low is not None:
            assert version.value is not None
            assert version.allows(version.value)
        assert version.high is None or version.low is not None
        assert not rule.actions or version.action in rule.actions


@each
def test_what_is_not_read_in_the_text_is_the_countys_to_set(rule: Rule):
    assert rule.confidence in {"A", "B", "C"}
    if rule.confidence == "A":
        assert not rule.why_fixed
    else:
        assert rule.adjustable != bool(rule.why_fixed)


@each
def test_what_is_read_in_the_text_is_set_only_as_far_as_the_law_leaves(rule: Rule):
    """A county may be stricter than a number of the law; how strictly it acts it may choose only where the text
    reaches townships by reference.
    """
    if rule.confidence != "A":
        return
    for version in rule.versions:
        if version.value_is_free:
            assert version.value in (version.low, version.high)
    if rule.actions:
        laws = [one.law for one in rule.versions[-1].sources if isinstance(one, Citation)]
        assert laws
        assert all(law.by_reference for law in laws)


@each
def test_what_may_be_set_is_proposed_by_one_role_and_approved_by_another(rule: Rule):
    def holders(permission: str) -> set[str]:
        return {role for role, held in PERMISSIONS_OF.items() if permission in held}

    assert holders(rule.proposed_by)
    assert holders(rule.approved_by)
    assert holders(rule.approved_by) - holders(rule.proposed_by)


@each
def test_a_rule_says_where_it_acts(rule: Rule):
    """The page of the rules is grouped by it; without it a rule would stand under a piece of its key."""
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert str(rule.acts_in), f"{rule.key} has no acts_in"


@each
def test_every_version_has_a_source_in_both_languages(rule: Rule):
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert all(version.source for version in rule.versions)


def test_every_rule_named_by_a_refusal_is_declared():
    assert {r.rule for r in refusals() if r.rule and r.rule != BY_KIND} <= RULES.keys()


def objections() -> Iterator[tuple[str, set[str]]]:
    """Where each ``Objection(…)`` of the code stands, and which of its parts are given."""
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Objection":
                    names = ("code", "message", "article", "rule", "url")[: len(call.args)]
                    given = {*names, *(word.arg for word in call.keywords)}
                    yield f"{path.relative_to(settings.BASE_DIR)}:{call.lineno}", given


def test_a_refusal_that_names_a_rule_names_its_article_and_the_other_way_round():
    """Two texts of the exports cite a law of which they are no rule."""
    found = list(objections())
    assert len(found) > 250

    assert [where for where, given in found if "rule" in given and "article" not in given] == []
    beside = [where for where, given in found if "article" in given and "rule" not in given]
    allowed = ("cadres/platform/exports/", "cadres/platform/imports/")
    assert [where for where in beside if not where.startswith(allowed)] == []


def test_every_refusal_with_a_rule_or_article_has_a_test():
    tests = "\n".join(path.read_text() for path in (settings.BASE_DIR / "tests").rglob("test_*.py"))
    named = {r.code for r in refusals() if r.article or r.rule}
    assert sorted(code for code in named if "…" not in code and f'"{code}"' not in tests) == []


def test_no_number_or_source_of_a_rule_is_read_past_its_dates():
    """``RULES[key].value`` would be the first version's; ``.on(day)`` and a ``Rulebook`` know the day."""
    wrong = re.compile(r"RULES\[[^\]]+\]\.(value|source|action|low|high)\b")
    found = [
        str(path.relative_to(settings.BASE_DIR))
        for app in ("cadres", "selection", "training", "assessment", "incentives", "config")
        for path in sorted(Path(settings.BASE_DIR / app).rglob("*.py"))
        if wrong.search(path.read_text())
    ]
    assert found == []


def test_what_an_objection_rests_on_is_always_said():
    lawful = Objection("a", "No.", "Some Law, Art 1", "some.rule")
    own = Objection("b", "No.")

    assert (str(lawful.basis), str(lawful)) == ("Some Law, Art 1", "No. (Some Law, Art 1)")
    assert (own.basis, str(own)) == (PROGRAM, "No. (Rule of this program)")
    assert (Remark("c", "Changed.").basis, str(Remark("c", "Changed."))) == ("", "Changed.")


def test_the_catalogue_covers_what_blocks_and_what_reminds():
    assert {rule.action for rule in RULES} == set(Action)
