"""Where the parts of the program lie that each noun contributes."""

from pathlib import Path

APPS = ("cadres", "selection", "training", "assessment", "incentives")
ROOT = Path(__file__).resolve().parent.parent


def packages_with(module: str) -> list[str]:
    """The packages of the apps that hold a module of this name, in the order of the apps; found by path alone."""
    found = (path.parent for app in APPS for path in sorted((ROOT / app).rglob(f"{module}.py")))
    return [".".join(folder.relative_to(ROOT).parts) for folder in found]
