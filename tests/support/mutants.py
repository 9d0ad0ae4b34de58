"""``make mutants``: how many small changes to rules and to the one decision the tests find out.

Settings stand in ``pyproject.toml``; the tests that are run need no database, so none is there.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

WANTED = 90  # of a hundred
NOWHERE = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
FOUND_OUT, LEFT = ("killed", "timeout", "segfault"), ("survived", "no_tests", "suspicious")


def share(stats: dict[str, int]) -> float:
    """Of a hundred mutants, how many were found out. One that no test reaches was not."""
    found, left = (sum(stats[name] for name in names) for names in (FOUND_OUT, LEFT))
    return 100 * found / (found + left) if found + left else 0.0


def main(names: list[str]) -> int:
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, **NOWHERE, "VAR_DIR": var}
        for command in (["run", *names], ["results"], ["export-cicd-stats"]):
            call = [sys.executable, "-m", "mutmut", *command]
            subprocess.run(call, env=environment, check=True)  # noqa: S603 -- our own tool, our own arguments
    stats = json.loads(Path("mutants/mutmut-cicd-stats.json").read_text())
    sys.stdout.write(f"{share(stats):.1f} of a hundred mutants were found out ({stats}).\n")
    return 0 if share(stats) >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
