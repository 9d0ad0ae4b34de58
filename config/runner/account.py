"""The system account under which everything runs when root has started it."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

from config.runner.problems import Problem

SYSTEM_USER = "embedded_postgres"


class Account:
    """Ourselves, or, because PostgreSQL refuses to run as root, a system user without log-in made for it."""

    def __init__(self) -> None:
        self.uid = self.gid = None
        if os.geteuid() != 0:
            return
        entry = system_user()
        self.uid, self.gid = entry.pw_uid, entry.pw_gid

    def popen_options(self) -> dict[str, Any]:
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def take_over(self, path: Path) -> None:
        """Give it a file, or a folder with all that is in it, to write in."""
        if self.uid is None or not path.exists():
            return
        for one in (path, *path.rglob("*")):
            os.chown(one, self.uid, self.gid, follow_symlinks=False)

    def let_read(self, path: Path) -> None:
        """A folder that stays ours with all that is in it, which may have been made under a strict umask."""
        for one in (path, *path.rglob("*")):
            mode = one.stat().st_mode
            one.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if one.is_dir() else 0))

    def make_directory(self, path: Path) -> None:
        """A directory for this account alone, which it can reach."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_symlink() or path.stat().st_uid not in (os.geteuid(), self.uid):
            raise Problem(f"{path} belongs to somebody else.", "Remove it, or have its owner remove it.")
        path.chmod(0o700)
        if self.uid is not None:
            os.chown(path, self.uid, self.gid)
            self._may_reach(path)

    def may_execute(self, program: Path) -> None:
        """See that the account can run a program of a wheel that root has installed for itself."""
        if self.uid is None:
            return
        self._may_reach(program)
        if not program.stat().st_mode & stat.S_IXOTH:  # installed under a strict umask
            packages = program.parents[3]
            for folder in (program.parents[1], packages / "embedded_postgres.libs"):
                for path in (folder, *folder.rglob("*")):
                    if not path.is_symlink():
                        mode = path.stat().st_mode
                        path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))

    def _may_reach(self, path: Path) -> None:
        """Let others pass through (not list) the folders above; root's home is usually closed."""
        for folder in path.resolve().parents:
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH and folder.stat().st_uid != self.uid:
                print(f"Allowing the system user {SYSTEM_USER} to pass through {folder} (chmod o+x).", file=sys.stderr)
                folder.chmod(mode | stat.S_IXOTH)


def system_user():
    import pwd  # noqa: PLC0415 -- there is none on Windows, where nobody is root

    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    useradd = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    remedy = "Install the package passwd (useradd), or run as an ordinary user, or set DATABASE_URL."
    if useradd is None:
        raise Problem("PostgreSQL does not run as root and no system user can be made for it.", remedy)
    made = subprocess.run(  # noqa: S603 -- our own command
        [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        return pwd.getpwnam(SYSTEM_USER)  # also when another copy has made it in this moment
    except KeyError:
        raise Problem(f"The system user {SYSTEM_USER} cannot be made: {made.stderr.strip()}.", remedy) from None
