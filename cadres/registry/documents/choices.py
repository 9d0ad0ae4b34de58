from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentClass(TextChoices):
    """The ten classes of papers in a personnel file with their sub-classes (干部人事档案材料十类)."""

    RESUME = "1", _("1 Records of career")
    THOUGHT = "2", _("2 Autobiography and reports of one's thinking")
    ASSESSMENT = "3", _("3 Assessment and appraisal")
    SCHOOLING = "4-1", _("4-1 Education and degrees")
    TITLES = "4-2", _("4-2 Professional titles and qualifications")
    RESEARCH = "4-3", _("4-3 Academic appraisal")
    TRAINING = "4-4", _("4-4 Education and training courses")
    REVIEW = "5", _("5 Political review, audit and verification")
    PARTY = "6", _("6 Party and Youth League")
    HONOUR = "7", _("7 Commendation and reward")
    DISCIPLINE = "8", _("8 Breaches of rules, discipline and law, and their sanctions")
    PAY = "9-1", _("9-1 Pay and benefits")
    APPOINTMENT = "9-2", _("9-2 Appointment and removal")
    ABROAD = "9-3", _("9-3 Going abroad")
    DELEGATE = "9-4", _("9-4 Delegate to congresses and conferences")
    OTHER = "10", _("10 Other papers of use to the organization")


class DocumentStage(TextChoices):
    """Where a paper of a file stands."""

    KEPT = "kept", pgettext_lazy("paper", "In the file")
    ASKED = "asked", pgettext_lazy("paper", "Withdrawal asked for")
    WITHDRAWN = "withdrawn", pgettext_lazy("paper", "Withdrawn")
    REPLACED = "replaced", pgettext_lazy("paper", "Replaced by a new edition")
