from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AssemblyStage(TextChoices):
    """How far an electing assembly (选举会议) has come."""

    CONVENED = "convened", pgettext_lazy("assembly", "Convened")
    SITTING = "sitting", pgettext_lazy("assembly", "Sitting")
    ELECTED = "elected", pgettext_lazy("assembly", "Elected")
    WITHOUT_RESULT = "without_result", _("Without result")


class Nominator(TextChoices):
    """Who has nominated a formal candidate (候选人提名方式)."""

    PRESIDIUM = "presidium", _("Presidium of the congress")
    DEPUTIES = "deputies", _("Deputies jointly")
    COMMITTEE = "committee", _("Party committee")
    WRITTEN_IN = "written_in", _("Written in on the ballot")


class Outcome(TextChoices):
    """What one ballot of an assembly has brought (投票结果)."""

    VOID = "void", _("Void: more ballots returned than issued")
    NOBODY = "nobody", _("Nobody has the votes needed")
    TIED = "tied", _("Equal votes")
    ELECTED = "elected", pgettext_lazy("ballot", "Elected")
