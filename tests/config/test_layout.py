"""The house by noun: every folder of an app is a noun under contract, and nothing lies loose beside them."""

import tomllib
from pathlib import Path

import pytest

from tests.support.contracts import OwnPages

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cadres", "selection", "training", "assessment", "incentives")
DJANGO = {"__init__", "apps", "models", "urls", "extension", "migrations", "management", "templatetags"}
TIERS = {"platform", "registry", "shared", "data"}


def _names(folder: Path) -> set[str]:
    return {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}


def _contracts() -> list[dict]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def _contract() -> dict:
    return next(contract for contract in _contracts() if contract.get("exhaustive"))


@pytest.mark.parametrize("app", APPS[1:])
def test_every_noun_of_an_app_is_under_the_contract(app):
    under = {name.removeprefix(f"{app}.") for name in _contract()["containers"] if name.startswith(f"{app}.")}

    assert _names(ROOT / app) - DJANGO == under


def test_the_base_has_three_tiers_and_nothing_loose():
    assert _names(ROOT / "cadres") - DJANGO <= TIERS
    assert {"cadres.platform.*", "cadres.registry.*"} <= set(_contract()["containers"])


class Graph:
    """As import-linter gives it, with one import."""

    def __init__(self, importer, imported):
        self.modules = {importer, imported}
        self.imports = {imported: {importer}}

    def find_modules_that_directly_import(self, module):
        return self.imports.get(module, set())


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("training.needs.views", "training.classes.views", False),
        ("training.needs.forms", "training.classes.forms", False),
        ("cadres.registry.posts.services", "cadres.registry.tenures.forms.ends", False),
        ("training.class_page.views", "training.classes.forms", True),  # it composes the other
        ("training.class_page.views", "training.classes.views", False),
        ("training.classes.views", "training.classes.forms", True),
        ("training.classes.views", "cadres.shared.pages.forms", True),
        ("training.urls", "training.classes.views", True),
        ("training.needs.views", "training.classes.pages", True),
    ],
)
def test_pages_and_forms_of_a_noun_are_its_own(importer, imported, kept):
    options = next(c for c in _contracts() if c["type"] == "own_pages")
    contract = OwnPages("own pages", {"root_packages": ["training"]}, options)

    assert contract.check(Graph(importer, imported), verbose=False).kept is kept
