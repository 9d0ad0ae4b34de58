"""Is the database made of what the program made it of (数据库核查)? Expected is what a new one consists of."""

from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from cadres.platform.database import facts
from cadres.platform.database.rules import MIGRATION, Difference, Part, compare, wrong_grants, wrong_settings
from cadres.platform.database.services import grants
from cadres.platform.database.services.accounts import accounts

# What a freshly migrated database says of itself, but for its migrations: ``make catalogue``; a test keeps it true.
MANIFEST = Path(__file__).parents[1] / "catalogue.txt"
SEPARATOR = "\t"
TOLD = 40  # differences in full; a database that is wrong throughout is told by these


def differences() -> list[Difference]:
    """Everything that is not as it should be, whichever account asks."""
    known = accounts()
    found = facts.look(known.owner, sorted(known.others))
    said = list(compare(expected(), found.parts))
    said += [Difference("owner", {"what": what, "who": who}) for what, who in found.strangers]
    said += [Difference("power", {"who": who, "what": what}) for who, what in found.powers]
    said += wrong_settings(found.settings)
    if known.exist and not any(one.code in ("behind", "ahead") for one in said):
        there = {part.name for part in found.parts}
        wanted = {one for one in grants.expected(known) if one.kind not in ("table", "column") or one.name in there}
        said += wrong_grants(wanted, grants.found())
    return said


def shortened(said: list[Difference]) -> list[Difference]:
    more = len(said) - TOLD
    return said if more <= 1 else [*said[:TOLD], Difference("more", {"number": more})]


def expected() -> dict[Part, str]:
    lines = (line.split(SEPARATOR) for line in MANIFEST.read_text(encoding="utf-8").splitlines())
    return {Part(kind, name): digest for kind, name, digest in lines} | dict.fromkeys(_migrations(), facts.digest(""))


def _migrations() -> set[Part]:
    """Those of the program and its libraries; one that stands for several leaves a mark of each."""
    known = MigrationLoader(None).disk_migrations
    replaced = {key for migration in known.values() for key in migration.replaces}
    return {Part(MIGRATION, f"{app}.{name}") for app, name in known.keys() | replaced}


def manifest() -> str:
    """The lines of the manifest, by what this database is made of."""
    rows = sorted((part, digest) for part, digest in facts.parts().items() if part.kind != MIGRATION)
    return "".join(SEPARATOR.join((part.kind, part.name, digest)) + "\n" for part, digest in rows)
