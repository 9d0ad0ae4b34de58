"""The appointment form's file (干部任免审批表, ``.lrmx``): a pure reader and writer. No database, no request."""

from typing import Any

from cadres.registry.appointment_forms.lrmx.form import BadForm, Fault, Form, Relative
from cadres.registry.appointment_forms.lrmx.old import read_old
from cadres.registry.appointment_forms.lrmx.reader import read
from cadres.registry.appointment_forms.lrmx.writer import write
from cadres.shared.files.apart import reads_apart

__all__ = ["BadForm", "Fault", "Form", "Relative", "read", "read_any", "read_old", "write"]


def _form_or_faults(found: dict[str, Any]) -> Form:
    if "faults" in found:
        raise BadForm(*(Fault(**fault) for fault in found["faults"]))
    form = Form(**found)
    form.family = [Relative(**relative) for relative in found["family"]]
    form.remarks = [Fault(**remark) for remark in found["remarks"]]
    return form


@reads_apart(made=_form_or_faults)
def read_any(data: bytes, name: str = "", photo: bytes = b"") -> Form:
    """The form in a file of either kind; ``photo`` is what lies beside an old one. Raises ``BadForm``, ``NotRead``."""
    xml = data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff"))
    try:
        return read_old(data, photo) if name.lower().endswith(".lrm") and not xml else read(data)
    except BadForm as bad:
        return {"faults": bad.faults}  # type: ignore[return-value]  # which the program raises
