"""The appointment form's file (干部任免审批表, ``.lrmx``): a pure reader and writer. No database, no request."""

from cadres.lrmx.form import BadForm, Fault, Form, Relative
from cadres.lrmx.reader import read
from cadres.lrmx.writer import write

__all__ = ["BadForm", "Fault", "Form", "Relative", "read", "write"]
