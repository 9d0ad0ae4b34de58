"""Work that is measured in a process of its own."""

import os

import pytest

from config.bench.process import apart


def test_the_work_is_done_in_another_process_and_its_figures_come_back():
    def work(_watch):
        held = bytearray(40 << 20)
        return 3, f"{os.getpid()} {len(held)}"

    done = apart("forty megabytes", work)

    assert (done.name, done.rows) == ("forty megabytes", 3)
    assert done.told != f"{os.getpid()} {40 << 20}"
    assert done.peak_mb >= done.base_mb + 39


def test_what_breaks_there_is_raised_here():
    def work(_watch):
        raise LookupError("nothing there")

    with pytest.raises(RuntimeError, match="broken: LookupError"):
        apart("broken", work)
