"""The house by noun: every folder of an app is a noun under contract, and nothing lies loose beside them."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cadres", "selection", "training", "assessment", "incentives")
DJANGO = {"__init__", "apps", "models", "urls", "extension", "migrations", "management", "templatetags"}
TIERS = {"platform", "registry", "shared", "data"}


def _names(folder: Path) -> set[str]:
    return {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}


def _contract() -> dict:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract.get("exhaustive"))


@pytest.mark.parametrize("app", APPS[1:])
def test_every_noun_of_an_app_is_under_the_contract(app):
    under = {name.removeprefix(f"{app}.") for name in _contract()["containers"] if name.startswith(f"{app}.")}

    assert _names(ROOT / app) - DJANGO == under


def test_the_base_has_three_tiers_and_nothing_loose():
    assert _names(ROOT / "cadres") - DJANGO <= TIERS
    assert {"cadres.platform.*", "cadres.registry.*"} <= set(_contract()["containers"])
