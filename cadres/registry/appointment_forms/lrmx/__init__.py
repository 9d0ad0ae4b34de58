"""The appointment form's file (干部任免审批表, ``.lrmx``): a pure reader and writer. No database, no request."""

from cadres.registry.appointment_forms.lrmx.form import BadForm, Fault, Form, Relative
from cadres.registry.appointment_forms.lrmx.old import read_old
from cadres.registry.appointment_forms.lrmx.reader import read
from cadres.registry.appointment_forms.lrmx.writer import write

__all__ = ["BadForm", "Fault", "Form", "Relative", "read", "read_any", "read_old", "write"]


def read_any(data: bytes, name: str = "", photo: bytes = b"") -> Form:
    """The form in a file of either kind; ``photo`` is what lies beside an old one. Raises ``BadForm``."""
    xml = data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff"))
    return read_old(data, photo) if name.lower().endswith(".lrm") and not xml else read(data)
