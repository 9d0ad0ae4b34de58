"""Bytes that anybody may have made are read apart (隔离读取): by a process of their own, bounded in memory and time.

Whatever reads a PDF, a picture, an Office file or XML from outside says ``@reads_apart``. Called anywhere in the
program, it runs in a reader; called by another reader, in that one. ``Apart`` is for an object that is asked several
times. What is bounded, and why it is made so: ``docs/uploads.md``.
"""

from cadres.shared.files.apart.program import PAPER, WORKBOOK, Apart, NotRead, reads_apart
from cadres.shared.files.apart.reader import Bounds

__all__ = ["PAPER", "WORKBOOK", "Apart", "Bounds", "NotRead", "reads_apart"]
