"""Real servers for a test run started by hand: ``pytest tests/…`` without ``make`` or any URL.

``make test`` has them running already and says so by ``DATABASE_URL``. Loaded by ``-p`` in the options of
pytest, because the settings read the addresses before any ``conftest.py`` is imported.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from config.runner import assets
from config.runner.place import Place

STACK = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        var = Path(tempfile.mkdtemp(prefix="cadres-test-"))
        var.chmod(0o711)  # as root the servers run under an account of their own
        STACK.callback(shutil.rmtree, var, ignore_errors=True)
        atexit.register(STACK.close)
        place = Place(var)
        place.prepare()
        STACK.enter_context(place.served(throwaway=True))
        environment = place.environment()
        names = ("VAR_DIR", "REDIS_URL", *place.embedded.database_urls)
        os.environ.update({name: environment[name] for name in names if name in environment})
        assets.compile_messages()
        assets.compile_css(var)
    return (yield)


def pytest_unconfigure():
    STACK.close()
