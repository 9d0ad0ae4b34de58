"""Whether every string of the program has its Chinese."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import normalize, read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.unspoken import unspoken

LOCALE = "zh_Hans"
CATALOGUE = Path("locale", LOCALE, "LC_MESSAGES", "django.po")
SOURCES = ("cadres", "assessment", "training", "selection", "incentives", "config", "templates")
SHOWN = 40


class Command(BaseCommand):
    """``manage.py check_translations``: collects the strings anew, in a copy, and compares.

    What cannot be collected is read from the syntax (``config.unspoken``).

    ``--add`` (``make messages``) writes what is missing at the end of the catalogue and leaves the rest of it alone.
    """

    help = "Fail when a string of the code is missing, empty or doubtful in the Chinese catalogue."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--add", action="store_true", help="Write what is missing at the end of the catalogue.")

    def handle(self, *args, **options):
        if shutil.which("xgettext") is None:
            raise CommandError("xgettext is not installed. Install GNU gettext (Debian: apt-get install gettext).")
        root = Path(settings.BASE_DIR)
        with tempfile.TemporaryDirectory(prefix="cadres-messages-") as folder:
            wanted = [message for message in collect(root, Path(folder)) if message.id]
        kept = read_catalogue(root / CATALOGUE)
        if options["add"]:
            missing = [message for message in wanted if kept.get(message.id, message.context) is None]
            with (root / CATALOGUE).open("a", encoding="utf-8") as file:
                file.writelines(map(entry_of, missing))
            self.stdout.write(f"{len(missing)} new strings at the end of {CATALOGUE}. Write their Chinese there.")
            return
        faults = [fault for message in wanted if (fault := fault_of(message, kept))]
        faults += [f"unspoken  {fault}" for fault in unspoken(root, SOURCES[:-1])]
        for fault in faults[:SHOWN]:
            self.stderr.write(fault)
        if faults:
            raise CommandError(
                f"{len(faults)} of {len(wanted)} strings lack their Chinese in {CATALOGUE} or never reach it. "
                "The missing ones are put there by: make messages"
            )
        self.stdout.write(f"{len(wanted)} strings, all with their Chinese.")


def collect(root: Path, copy: Path) -> Catalog:
    """``makemessages`` writes where it reads, so it works on a copy that holds nothing but our sources."""
    for name in SOURCES:
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "data"))
    (copy / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", LOCALE]
    # Run inside the copy, its own ``config`` is imported and names the copy's ``locale``.
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": str(copy)}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 -- our own command
    if done.returncode:
        raise CommandError(f"The strings cannot be collected: {done.stderr.strip()}")
    return read_catalogue(copy / CATALOGUE)


def read_catalogue(path: Path) -> Catalog:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CommandError(f"There is no {path}.") from None
    # New strings come with two empty plurals, of which Chinese has one; Babel warns of each of them.
    return read_po(io.BytesIO(text.replace('msgstr[1] ""\n', "").encode()), locale=LOCALE)


def entry_of(message: Message) -> str:
    """A new string as it stands in the catalogue, its Chinese still empty."""
    names = ("msgid", "msgid_plural") if message.pluralizable else ("msgid",)
    texts = message.id if message.pluralizable else (message.id,)
    flags = [f"#, {', '.join(sorted(message.flags))}"] if message.flags else []
    context = [f"msgctxt {_quoted(message.context)}"] if message.context else []
    ids = [f"{name} {_quoted(text)}" for name, text in zip(names, texts, strict=True)]
    return "\n".join(["", *flags, *context, *ids, 'msgstr[0] ""' if message.pluralizable else 'msgstr ""', ""])


def _quoted(text: str) -> str:
    return normalize(text, width=0)


def fault_of(message: Message, kept: Catalog) -> str | None:
    where = ", ".join(f"{path}:{line}" for path, line in message.locations[:2])
    ours = kept.get(message.id, message.context)
    if ours is None:
        return f"missing   {message.id!r} ({where})"
    texts = ours.string if isinstance(ours.string, (list, tuple)) else [ours.string]
    if not all(texts):
        return f"empty     {message.id!r} ({where})"
    if ours.fuzzy:
        return f"doubtful  {message.id!r} ({where})"
    return None
