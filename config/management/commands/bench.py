"""How fast the pages and API calls are, on the database at hand."""

import json
import platform
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from cadres.choices import Role
from cadres.models import Cadre, Installation, Tenure, User
from config.bench.measure import Browser, Figure, measure
from config.bench.targets import AREAS, TARGETS

SCALES = ("county", "province", "nation")
RUNS = 20


class Command(BaseCommand):
    help = "Measure pages and API calls: queries, median, 95th percentile, ratio to the floor (see docs/bench.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("area", nargs="?", choices=AREAS, help="one area; without it, all")
        parser.add_argument("--scale", choices=SCALES, default="county")
        parser.add_argument("--runs", type=int, default=RUNS)
        parser.add_argument("--json", type=Path, dest="path", help="default: bench-<scale>.json in the var directory")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["scale"] != "county":
            raise CommandError(
                f"Only the county is measured in this release. The {options['scale']} comes with a later one."
            )
        if options["runs"] < 2:
            raise CommandError("At least 2 runs are needed.")
        user = self._account()
        targets = [t for t in TARGETS if options["area"] in (None, t.area)]
        self.stdout.write(f"{'target':<46}{'queries':>8}{'median':>10}{'p95':>10}{'floor':>10}{'ratio':>8}")
        browser, figures = Browser(user), []
        try:
            for target in targets:
                figures.append(measure(browser, target, options["runs"]))
                self.stdout.write(line(figures[-1]))
        finally:
            browser.leave()
        path = options["path"] or settings.VAR_DIR / f"bench-{options['scale']}.json"
        path.write_text(json.dumps(self._report(figures, options), indent=1, ensure_ascii=False) + "\n")
        self.stdout.write(f"Written to {path}")
        if wrong := [figure.target for figure in figures if figure.problem]:
            raise CommandError(f"Not measured: {', '.join(wrong)}")

    def _account(self) -> User:
        invented = Installation.objects.filter(demonstration=True).exists()
        user = User.objects.filter(role=Role.STAFF, is_active=True).order_by("pk").first()
        if not invented or user is None:
            raise CommandError("This database holds no demonstration county. Build one first: manage.py demo")
        return user

    def _report(self, figures: list[Figure], options: dict[str, Any]) -> dict[str, Any]:
        return {
            "scale": options["scale"],
            "at": timezone.now().isoformat(timespec="seconds"),
            "runs": options["runs"],
            "python": platform.python_version(),
            "postgresql": connection.pg_version,
            "cadres": Cadre.objects.count(),
            "tenures": Tenure.objects.count(),
            "figures": [figure.as_dict() for figure in figures],
        }


def line(figure: Figure) -> str:
    if figure.problem:
        return f"{figure.target:<46}  {figure.problem}"
    return (
        f"{figure.target:<46}{figure.queries:>8}{figure.median_ms:>10.1f}{figure.p95_ms:>10.1f}"
        f"{figure.floor_ms:>10.1f}{figure.ratio:>8.2f}"
    )
