"""How fast the pages and API calls are, on the database at hand."""

import json
import platform
from argparse import BooleanOptionalAction
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from cadres.models import Cadre, Installation, Tenure, User
from cadres.platform.accounts.choices import Role
from config.bench import wide
from config.bench.measure import Browser, Figure, measure
from config.bench.targets import AREAS, TARGETS, Target
from config.generator.load import SCALES

RUNS = 20
# What the figures depend on, beside the machine.
SETTINGS = (
    "shared_buffers",
    "work_mem",
    "effective_cache_size",
    "random_page_cost",
    "jit",
    "fsync",
    "max_parallel_workers_per_gather",
)


class Command(BaseCommand):
    help = "Measure pages and API calls: queries, median, 95th percentile, ratio to the floor (see docs/bench.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("area", nargs="?", choices=AREAS, help="one area; without it, all")
        parser.add_argument("--scale", choices=SCALES, default="county")
        parser.add_argument("--remit", help="one of the remits of the scale; without it, all")
        parser.add_argument("--only", default="", help="targets whose title holds this text")
        parser.add_argument("--runs", type=int, default=RUNS)
        parser.add_argument("--json", type=Path, dest="path", help="default: bench-<scale>.json in the var directory")
        parser.add_argument("--strict", action=BooleanOptionalAction, help="fail when a budget is broken")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["runs"] < 2:
            raise CommandError("At least 2 runs are needed.")
        users = self._accounts(options["scale"], options["remit"])
        targets = TARGETS if options["scale"] == "county" else wide.TARGETS
        targets = tuple(t for t in targets if options["area"] in (None, t.area) and options["only"] in t.title)
        figures = [figure for remit, user in users.items() for figure in self._measured(user, remit, targets, options)]
        path = options["path"] or settings.VAR_DIR / f"bench-{options['scale']}.json"
        path.write_text(json.dumps(self._report(figures, options), indent=1, ensure_ascii=False) + "\n")
        self.stdout.write(f"Written to {path}")
        over = [figure for figure in figures if figure.over()]
        for figure in over:
            self.stdout.write(f"over the budget: {figure.remit} {figure.target}: {', '.join(figure.over())}")
        if wrong := [figure.target for figure in figures if figure.problem]:
            raise CommandError(f"Not measured: {', '.join(wrong)}")
        if over and options["strict"]:
            raise CommandError(f"{len(over)} of {len(figures)} are over the budget.")

    def _measured(self, user: User, remit: str, targets: tuple[Target, ...], options: dict[str, Any]) -> list[Figure]:
        self.stdout.write(f"{remit:<60}{'queries':>8}{'median':>10}{'p95':>10}{'floor':>10}{'ratio':>8}")
        browser, figures = Browser(user), []
        try:
            for target in targets:
                figures.append(measure(browser, target, options["runs"], remit))
                self.stdout.write(line(figures[-1]))
                self.stdout.flush()
        finally:
            browser.leave()
        return figures

    def _accounts(self, scale: str, remit: str | None) -> dict[str, User]:
        """Who measures, by remit: the demonstration's own account, or accounts made for nothing else."""
        if not Installation.objects.filter(demonstration=True).exists():
            raise CommandError(
                "This database holds no demonstration county. Build one first: manage.py demo"
                if scale == "county"
                else f"This database was not generated. Do so first: manage.py generate --scale {scale}"
            )
        if scale == "county":
            user = User.objects.filter(role=Role.STAFF, is_active=True).order_by("pk").first()
            if user is None:
                raise CommandError("This database holds no demonstration county. Build one first: manage.py demo")
            return {"county": user}
        remits = [one for one in wide.REMITS[scale] if remit in (None, one)]
        if not remits:
            raise CommandError(f"Remits of this scale: {', '.join(wide.REMITS[scale])}")
        return {one: User.objects.for_session().get(pk=wide.account(one).pk) for one in remits}

    def _report(self, figures: list[Figure], options: dict[str, Any]) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, current_setting(name) FROM unnest(%s) name", [list(SETTINGS)])
            server = dict(cursor.fetchall())
        return {
            "scale": options["scale"],
            "at": timezone.now().isoformat(timespec="seconds"),
            "runs": options["runs"],
            "python": platform.python_version(),
            "postgresql": connection.pg_version,
            "settings": server,
            "cadres": Cadre.objects.count(),
            "tenures": Tenure.objects.count(),
            "figures": [figure.as_dict() for figure in figures],
        }


def line(figure: Figure) -> str:
    if figure.problem:
        return f"{figure.target:<60}  {figure.problem}"
    return (
        f"{figure.target:<60}{figure.queries:>8}{figure.median_ms:>10.1f}{figure.p95_ms:>10.1f}"
        f"{figure.floor_ms:>10.1f}{figure.ratio:>8.2f}{'  !' if figure.over() else ''}"
    )
