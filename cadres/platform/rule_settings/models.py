import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.rule_settings.querysets import LocalRuleQuerySet


@pghistory.track()
class LocalRule(models.Model):
    """What the county decided where the law leaves it the choice (本地规则设置).

    Takes effect only when a second person approved it. A key is a rule of the catalogue; ``value`` and ``action``
    stay within the bounds that the rule states.
    """

    division = models.ForeignKey(Division, verbose_name=_("division"), on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("rule"), max_length=60, db_collation="C")
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4, null=True, blank=True)
    action = models.CharField(_("action"), max_length=10, blank=True)
    during = DateRangeField(_("in force"))
    basis = models.CharField(_("basis document"), max_length=200)
    set_by = models.ForeignKey(User, verbose_name=_("set by"), on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        User, verbose_name=_("approved by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LocalRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("local rule")
        verbose_name_plural = _("local rules")
        ordering = ["key", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("set_by")),
                name="cadres_local_rule_four_eyes",
                violation_error_message=_("Who set the rule cannot approve it."),
            ),
            models.CheckConstraint(
                condition=Q(during__lower_inf=False, during__isempty=False), name="cadres_local_rule_starts"
            ),
            ExclusionConstraint(
                name="cadres_local_rule_one_at_a_time",
                expressions=[
                    ("division", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(approved_by__isnull=False),
                violation_error_message=_("This rule already has an approved setting for that time."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("cadres:rule_detail", args=[self.key])
