"""What was read, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cadres.platform.access_log.points import MASKED_FIELDS
from cadres.shared.pages.panels import PANELS

OWN_PARTS = {
    "file": _("File"),
    "timeline": _("Career"),
    "history": _("History"),
    "readers": _("Who read this file"),
    "change": _("Change the particulars"),
    "duplicates": _("Comparison with a duplicate"),
    "form": _("Appointment forms (.lrmx)"),
    "verification": _("Verification"),
    "documents": _("Documents"),
    "catalogue": _("Catalogue of the papers of a personnel file"),
    "photo": _("Photo"),
    "matter": _("Matter of a decision"),
    "correction": _("Correction"),
    "inspection": _("Inspection"),
    "board": _("Board of posts"),
    "roll": _("Roll"),
    "course": _("Whole-course record"),
    "roster": _("Roster"),
    "ranks": _("Levels and ranks"),
    "education": _("Education"),
    "family": _("Family"),
    "results": _("Yearly results"),
    "sanctions": _("Sanctions"),
    "api": "API",
}
PAPERS = {"document": _("Scanned paper"), "attachment": _("Attachment")}


def part_label(part: str) -> Any:
    """What was read, as the tabs of the file and its fields are called; a paper with its number."""
    if part in PANELS:
        return PANELS[part].title
    word, _space, number = part.partition(" ")
    if word == "api" and number:
        return ngettext("API, %(number)s record", "API, %(number)s records", int(number)) % {"number": number}
    if word in PAPERS and number.isdigit():
        return f"{PAPERS[word]} {number}"
    fields = {one.field: one.label for one in MASKED_FIELDS}
    return OWN_PARTS.get(part) or fields.get(part, part)
