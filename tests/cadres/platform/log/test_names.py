"""Every step has a name in words, wherever steps are listed."""

import ast

import pytest
from django.conf import settings
from django.utils import translation

from cadres.platform.log.choices import STEP_NAMES, VERBS
from cadres.platform.log.services import step_name
from cadres.shared.workflow import WORKFLOWS
from config.management.commands.check_translations import SOURCES

MOVES = sorted({move.name for workflow in WORKFLOWS for move in workflow.moves})


def recorded():
    """The names that the program puts on record, as they are written in it."""
    for folder in SOURCES[:-1]:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = getattr(node, "func", None)
                name = getattr(called, "id", getattr(called, "attr", ""))
                move = node.args[1] if name in ("record_step", "record_steps") and len(node.args) > 1 else None
                if isinstance(move, ast.Constant):
                    yield move.value


def test_every_step_that_no_procedure_names_is_in_the_list():
    known = {*STEP_NAMES, *MOVES}
    assert sorted({name for name in recorded() if name not in known and name.partition("_")[0] not in VERBS}) == []


@pytest.mark.parametrize(
    ("subject", "move", "text"),
    [
        ("incentives.award:1", "grant", "授予"),
        ("incentives.award:1", "approve", "批准"),
        ("cadres.cadre:1", "remove_education", "删除学历学位"),
        ("cadres.cadre:1", "print_form", "打印任免审批表"),
        ("cadres.localrule:1", "decline", "不予批准"),
    ],
)
def test_a_step_is_called_as_its_procedure_calls_it(subject, move, text):
    with translation.override("zh-hans"):
        assert str(step_name(subject, move)) == text
