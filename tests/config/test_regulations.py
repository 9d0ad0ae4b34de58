"""The page of rules and refusals agrees with the code, and every refusal with a rule or article is tested."""

from django.conf import settings

from cadres.shared.regulations.catalogue import RULES
from config.management.commands.print_regulations import page, refusals

PAGE = settings.BASE_DIR / "docs" / "regulations.md"


def test_page_is_up_to_date():
    assert PAGE.read_text() == "\n".join(page()) + "\n", "run: manage.py print_regulations > docs/regulations.md"


def test_every_rule_named_by_a_refusal_is_declared():
    assert {r.rule for r in refusals() if r.rule} <= RULES.keys()


def test_every_refusal_with_an_article_has_a_test():
    tests = "\n".join(path.read_text() for path in (settings.BASE_DIR / "tests").rglob("test_*.py"))
    assert [r.code for r in refusals() if r.article and f'"{r.code}"' not in tests] == []
