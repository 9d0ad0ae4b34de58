import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.rule_examples.querysets import SignedExampleQuerySet


@pghistory.track()
class SignedExample(models.Model):
    """A worked example that the county signed (县里确认的样例): red when the program comes to another result.

    ``given`` and ``expected`` as the calculation of ``calculation`` takes and gives them, days as ``YYYY-MM-DD``.
    """

    division = models.ForeignKey(Division, verbose_name=_("division"), on_delete=models.PROTECT, related_name="+")
    calculation = models.CharField(_("calculation"), max_length=60, db_collation="C")
    judged_on = models.DateField(_("judged by the law of"))
    given = models.JSONField(_("given"))
    expected = models.JSONField(pgettext_lazy("worked example", "result"), null=True)
    basis = models.CharField(_("basis document"), max_length=200)
    signed_by = models.ForeignKey(User, verbose_name=_("signed by"), on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(_("signed on"))
    withdrawn_on = models.DateField(pgettext_lazy("worked example", "withdrawn on"), null=True, editable=False)

    objects = SignedExampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("worked example")
        verbose_name_plural = _("worked examples")
        ordering = ["calculation", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(basis=""), name="cadres_example_has_basis"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("signed_on")),
                name="cadres_example_withdrawn_after",
            ),
            models.UniqueConstraint(
                fields=["division", "calculation", "judged_on", "given"],
                condition=Q(withdrawn_on=None),
                name="cadres_example_once",
                violation_error_message=_("The county has signed an example with these values already."),
            ),
        ]

    def __str__(self) -> str:
        return self.basis

    def get_absolute_url(self) -> str:
        return f"{reverse('cadres:example_list')}#{self.calculation}"
