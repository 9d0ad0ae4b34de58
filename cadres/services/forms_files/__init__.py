"""Appointment form files (``.lrmx``) taken into the cadres' files and given out again.

Nothing of a file is lost: what has no column of its own is kept in ``Cadre.form_extra`` and written back:
``kept`` elements without a column, ``raw`` the spelling of a column's element, used for as long as the column still
says the same, ``unknown`` elements that this program does not know, ``old`` places of an ``.lrm`` file whose meaning
nobody knows (never written). Such elements inside a family item are kept with the relative. A value that contradicts a
verified one is left aside and pointed out.
"""

from cadres.services.forms_files.giving import export_form, form_of, with_form_parts
from cadres.services.forms_files.intake import CountyBusy, Imported, Intake, import_form

__all__ = ["CountyBusy", "Imported", "Intake", "export_form", "form_of", "import_form", "with_form_parts"]
