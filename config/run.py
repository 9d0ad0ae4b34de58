"""``python -m config.run``: serve everything; with ``exec -- …``: one command beside the servers."""

import argparse
import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.runner import children
from config.runner.place import Place, stop_on_signals
from config.runner.problems import Problem, Stopped
from config.runner.steps import CSS, MESSAGES, STEPS, Kitchen
from config.runner.supervisor import Supervisor, bracketed, say
from config.servers import ROOT, var_directory

LEAST_PYTHON = (3, 11)


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    if options.with_parent:
        children.die_with_parent(15)
    stop_on_signals()
    try:
        check_python()
        return options.work(options)
    except Problem as problem:
        print(f"\nERROR: {problem}", file=sys.stderr)
        return 1
    except Stopped as stopped:
        return 0 if options.work is serve else 128 + stopped.signum


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.run", description=__doc__)
    parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
    parser.add_argument("--start", choices=("demo", "empty"), default=os.environ.get("START") or "demo")
    parser.add_argument("--with-parent", action="store_true", help="end when the parent process ends")
    parser.set_defaults(work=serve)
    commands = parser.add_subparsers()
    ready = commands.add_parser("prepare", help="migrate, compile and collect, but serve nothing")
    ready.set_defaults(work=prepare)
    beside = commands.add_parser("exec", help="run a command beside the servers")
    beside.add_argument("--throwaway", action="store_true", help="empty servers, fast and forgotten afterwards")
    beside.add_argument("command", nargs="+")
    beside.set_defaults(work=execute)
    return parser.parse_args(arguments)


def check_python() -> None:
    if sys.version_info < LEAST_PYTHON:
        raise Problem(
            f"This is Python {sys.version.split()[0]}; 3.11 or newer is needed.", "make PYTHON=python3.11 run"
        )


# --- serve ------------------------------------------------------------------------------------------
def serve(options: argparse.Namespace) -> int:
    place = Place(var_directory())
    place.prepare()
    with place.locked():
        check_port(options.host, options.port)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
        os.environ.setdefault("SITE_URL", f"http://{bracketed(options.host)}:{options.port}")
        say("Starting the servers")
        try:
            with place.served() as servers:
                make_ready(Kitchen(place, with_demonstration=options.start == "demo"))
                say("Starting web, worker, beat and sealer")
                Supervisor(place, servers, options.host, options.port).run(lambda: say(welcome(place, options)))
        except Stopped:
            say("Stopped. The data are kept; the next start finds them.")
            raise
    return 0


def prepare(options: argparse.Namespace) -> int:
    """What ``serve`` does first; in production it is all that is wanted of the launcher."""
    place = Place(var_directory())
    place.prepare()
    with place.locked(), place.served():
        make_ready(Kitchen(place, with_demonstration=options.start == "demo"))
    return 0


def make_ready(kitchen: Kitchen) -> None:
    kitchen.check_servers()
    for step in STEPS:
        kitchen.run(step, say)


def check_port(host: str, port: int) -> None:
    if not 0 < port < 65536:  # the resolver would take it modulo 65536
        raise Problem(f"There is no port {port}.", "Choose one from 1024 to 65535: make run PORT=8000")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
            probe.bind(address)
    except PermissionError:
        raise Problem(f"Port {port} is reserved for root.", "Choose one from 1024 up: make run PORT=8000") from None
    except (OSError, OverflowError) as error:
        taken = getattr(error, "errno", None) == errno.EADDRINUSE
        reason = "is taken by another program" if taken else f"cannot be used ({error})"
        raise Problem(f"Port {port} of {host} {reason}.", f"Choose another: make run PORT={port + 1}") from None


def welcome(place: Place, options: argparse.Namespace) -> str:
    accounts = place.var / "accounts.txt"
    lines = ["", f"  Ready: http://{bracketed(options.host)}:{options.port}"]
    if accounts.exists():
        lines.append(f"  Accounts and passwords: {accounts}")
    lines += ["  Stop with Ctrl-C; the data stay in " + str(place.var), ""]
    return "\n".join(lines)


# --- exec -------------------------------------------------------------------------------------------
def execute(options: argparse.Namespace) -> int:
    with chosen_place(throwaway=options.throwaway) as place:
        place.prepare()
        if not options.throwaway and place.is_in_use():  # ``make run`` is up: its servers are there to be used
            return run_command(options.command, place)
        with place.locked(), place.served(throwaway=options.throwaway):
            if options.throwaway:
                kitchen = Kitchen(place, with_demonstration=False)
                kitchen.run(MESSAGES, lambda _: None)
                kitchen.run(CSS, lambda _: None)
            return run_command(options.command, place)


@contextmanager
def chosen_place(*, throwaway: bool) -> Iterator[Place]:
    if not throwaway or os.environ.get("VAR_DIR"):
        yield Place(var_directory())
        return
    var = Path(tempfile.mkdtemp(prefix="cadres-"))
    var.chmod(0o711)  # as root the servers run under an account of their own
    try:
        yield Place(var)
    finally:
        shutil.rmtree(var, ignore_errors=True)


def run_command(command: list[str], place: Place) -> int:
    """In the foreground, with the terminal its own: Ctrl-C reaches it as well as us."""
    environment = place.environment()
    try:
        child = subprocess.Popen(  # noqa: S603 -- what the caller asked for
            command,
            cwd=ROOT,
            env=environment,
            preexec_fn=children.tied_to(os.getpid(), 15),  # noqa: PLW1509
        )
    except OSError as error:
        raise Problem(f"{command[0]} cannot be run: {error.strerror}.", "Is it installed? Try: make setup") from None
    try:
        status = child.wait()
    except Stopped as stopped:
        # The terminal has told the child of Ctrl-C itself; a second one would cut its own tidying short.
        children.end(child, 0 if stopped.signum == signal.SIGINT else stopped.signum, 20)
        raise
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
