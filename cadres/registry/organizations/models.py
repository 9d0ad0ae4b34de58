from datetime import timedelta

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.models import Division
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.organizations.querysets import OrganizationQuerySet, TermQuerySet
from cadres.shared.merged_records import living_only

# How a post is written follows from the name of its organization, and only the table of posts knows the rule.
WRITE_POSTS_ANEW = """
        UPDATE cadres_post SET name = name WHERE organization_id = NEW.id;
        RETURN NULL;
"""


@pghistory.track()
class Organization(models.Model):
    """An organization (单位): a township's committee or government, a county organ, a superior department."""

    division = models.ForeignKey(
        Division, verbose_name=_("division"), on_delete=models.PROTECT, related_name="organizations"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind)
    name = models.CharField(_("name"), max_length=120)
    name_key = models.CharField(max_length=200, editable=False, db_collation="C")
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_from",
        db_index=False,
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["division", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["division", "name"], name="cadres_organization_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                name="cadres_organization_not_into_itself",
            ),
        ]
        indexes = [
            models.Index(OpClass("name", "varchar_pattern_ops"), name="cadres_organization_prefix"),
            models.Index(fields=["name_key"], name="cadres_organization_by_key"),
            models.Index(fields=["merged_into"], condition=~Q(merged_into=None), name="cadres_organization_merged"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="write_posts_anew",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("name", "division_id"),
                func=WRITE_POSTS_ANEW,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cadres:organization_detail", args=[self.pk])


# Of any term by whatever law, the shift of its election taken off and added; the rule of the day is narrower.
SHORTEST, LONGEST = timedelta(days=2 * 365), timedelta(days=6 * 365 + 2)


@pghistory.track()
class Term(models.Model):
    """A term (届) of an organization that is elected anew: five years by default, from one election to the next."""

    organization = models.ForeignKey(
        Organization, verbose_name=_("organization"), on_delete=models.PROTECT, related_name="terms"
    )
    ordinal = models.PositiveSmallIntegerField(_("number of the term"))
    period = DateRangeField(_("period"), help_text=_("From the election to the expected end, end day excluded."))

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["organization", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "ordinal"], name="cadres_term_ordinal"),
            models.CheckConstraint(
                condition=Q(period__lower_inf=False, period__upper_inf=False, period__isempty=False),
                name="cadres_term_bounded",
            ),
            models.CheckConstraint(
                condition=Q(
                    period__endswith__gte=F("period__startswith") + SHORTEST,
                    period__endswith__lte=F("period__startswith") + LONGEST,
                ),
                name="cadres_term_length",
            ),
            ExclusionConstraint(
                name="cadres_term_one_at_a_time",
                expressions=[("organization", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]
        triggers = [living_only("cadres_organization", "organization_id")]

    def __str__(self) -> str:
        return gettext("%(organization)s %(number)s") % {"organization": self.organization, "number": self.ordinal}
