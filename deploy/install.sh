#!/bin/sh
# Makes .venv and installs exactly what the given requirement file names, by hash. Called by make.
#   sh deploy/install.sh requirements.txt
# An environment that holds the development tools already serves for requirements.txt too.
set -eu

pins=$1
python=${PYTHON:-python3}
uv_version=${UV_VERSION:?}
venv=.venv
stamp=$venv/installed

fail() {
    echo "ERROR: $1" >&2
    exit 1
}

sum() { cksum "$@" | cksum | cut -d' ' -f1; }
wanted_run=$(sum requirements.txt)
wanted_dev=$(sum requirements.txt requirements-dev.txt)
wanted="$pins $wanted_run"
[ "$pins" = requirements-dev.txt ] && wanted="$pins $wanted_dev"

if [ -x "$venv/bin/python" ] && [ -f "$stamp" ]; then
    have=$(cat "$stamp")
    if [ "$have" = "$wanted" ] || [ "$have" = "requirements-dev.txt $wanted_dev" ]; then
        "$venv/bin/python" -c '' 2>/dev/null && exit 0
    fi
fi

# One installation at a time in one folder; the lock is on this file, so nothing is left behind.
if [ -z "${INSTALL_LOCKED:-}" ] && command -v flock >/dev/null 2>&1; then
    INSTALL_LOCKED=1 exec flock "$0" sh "$0" "$@"
fi

command -v "$python" >/dev/null 2>&1 ||
    fail "$python is not installed. Install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version) is too old; 3.11 or newer is needed. Name another one: make PYTHON=python3.11 run"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "$python cannot make virtual environments. Install its venv module (Debian: apt-get install python3-venv)."
free=$(df -Pk . | awk 'NR == 2 { print $4 }')
[ "$free" -ge "${LEAST_FREE_KB:-1500000}" ] ||
    fail "The disk is nearly full: $((free / 1024)) MB free, about 1500 MB needed. Free some space, then try again."
[ -w . ] || fail "This folder cannot be written to. Make it yours: sudo chown -R \$(id -un) ."

echo "Installing the packages of $pins (once; needs the network)"
rm -f "$stamp"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! "$venv/bin/python" -c '' 2>/dev/null; then
    rm -rf "$venv"
    "$python" -m venv "$venv" >"$log" 2>&1 || fail "The virtual environment cannot be made: $(tail -n 1 "$log")"
fi
offline="Is the package index reachable? A mirror is named by PIP_INDEX_URL and UV_DEFAULT_INDEX."
if [ "$("$venv/bin/python" -m uv --version 2>/dev/null | cut -d' ' -f2)" != "$uv_version" ]; then
    "$venv/bin/python" -m pip install --quiet "uv==$uv_version" >"$log" 2>&1 ||
        fail "uv cannot be installed: $(tail -n 1 "$log") $offline"
fi
# uv does not read pip's configuration: hand it the index that this machine's pip uses, if one is set.
if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    index=${PIP_INDEX_URL:-$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null || true)}
    [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
fi
"$venv/bin/python" -m uv pip sync --quiet --require-hashes --python "$venv/bin/python" "$pins" >"$log" 2>&1 ||
    fail "The packages cannot be installed: $(tail -n 3 "$log" | tr '\n' ' ') $offline"
echo "$wanted" >"$stamp"
