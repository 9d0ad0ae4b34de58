from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Likeness(TextChoices):
    """How sure it is that two records are about the same (重复程度)."""

    CERTAIN = "1certain", _("Certain")
    PROBABLE = "2probable", _("Probable")
    POSSIBLE = "3possible", _("Possible")


class PairStage(TextChoices):
    """What became of a pair of probable duplicates (疑似重复)."""

    OPEN = "open", pgettext_lazy("duplicates", "Open")
    MERGED = "merged", pgettext_lazy("duplicates", "Merged")
    DIFFERENT = "different", pgettext_lazy("duplicates", "Not the same")


class MergeStage(TextChoices):
    """How far a merge is decided (合并审批)."""

    PROPOSED = "proposed", pgettext_lazy("merge", "Proposed")
    MERGED = "merged", pgettext_lazy("merge", "Merged")
    DECLINED = "declined", pgettext_lazy("merge", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("merge", "Withdrawn")
    BACK_ASKED = "back_asked", pgettext_lazy("merge", "To be undone")
    UNDONE = "undone", pgettext_lazy("merge", "Undone")
