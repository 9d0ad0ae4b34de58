"""The appointment and removal form (干部任免审批表) on paper: what stands in which box, as page and as ``.docx``.

It is filled in and read by Chinese offices only, so its words are Chinese whatever the language of the program.
"""

from cadres.registry.appointment_forms.services.sheets.sheet import Sheet, sheet_of
from cadres.registry.appointment_forms.services.sheets.word import write_docx

__all__ = ["Sheet", "sheet_of", "write_docx"]
