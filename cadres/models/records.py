import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models.divisions import Division
from cadres.models.users import User
from cadres.querysets import LocalRuleQuerySet, NoticeQuerySet, StepQuerySet


class Step(models.Model):
    """Who decided what, when, on which facts (程序记录). Never changed, never deleted.

    ``subject`` is "app.model:pk" of the record moved; ``facts`` is what the rules were given; ``warnings`` what they
    reminded of; ``overridden`` the objections set aside with ``reason``.
    """

    subject = models.CharField(max_length=80, db_collation="C")
    move = models.CharField(_("step"), max_length=40)
    source = models.CharField(_("from"), max_length=24, blank=True)
    target = models.CharField(_("to"), max_length=24, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    reason = models.TextField(_("reason"), blank=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    warnings = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    overridden = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    edition = models.CharField(_("edition of the rules"), max_length=20, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject", "id"], name="cadres_step_subject")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.subject} {self.move}"


class Notice(models.Model):
    """A task or message for one account (提醒), with the page that settles it. Also the outbox of the e-mail.

    ``key`` makes it idempotent: the same reminder is never given twice. ``kind`` and ``params`` are turned into text
    in the reader's language by ``cadres.shared.notices``.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, db_collation="C")
    params = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=200)
    due_on = models.DateField(_("due"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="cadres_notice_once")]
        indexes = [
            models.Index(fields=["user", "-id"], condition=Q(settled_at=None), name="cadres_notice_open"),
            models.Index(fields=["id"], condition=Q(mailed_at=None), name="cadres_notice_unmailed"),
            models.Index(fields=["key"], name="cadres_notice_key"),
        ]

    def __str__(self) -> str:
        return self.key


@pghistory.track()
class LocalRule(models.Model):
    """What the county decided where the law leaves it the choice (本地规则设置).

    Takes effect only when a second person approved it. A key is a rule of ``cadres.shared.lawbook``; ``value`` and
    ``action`` stay within the bounds that the rule states.
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


@pghistory.track()
class SpecialDay(models.Model):
    """A day on which the calendar differs from Monday to Friday (节假日与调休)."""

    day = models.DateField(_("day"), primary_key=True)
    works = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["day"]

    def __str__(self) -> str:
        return str(self.day)


class Installation(models.Model):
    """The one row about this installation (本系统): whose it is and whether its people are invented."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    division = models.ForeignKey(Division, null=True, on_delete=models.PROTECT, related_name="+")
    demonstration = models.BooleanField(default=False)
    seed = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="cadres_installation_single")]

    def __str__(self) -> str:
        return str(self.division or "")
