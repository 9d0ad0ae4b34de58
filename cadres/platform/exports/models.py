import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.exports.choices import ExportFormat, ExportStage
from cadres.platform.exports.querysets import ExportRequestQuerySet
from cadres.platform.exports.workflow import BY_ITSELF, MOVES
from cadres.platform.jobs.models import Job
from cadres.shared.workflow import edges

ASKED = (
    "division",
    "requested_by",
    "source",
    "params",
    "format",
    "language",
    "title",
    "told",
    "columns",
    "rows",
    "more",
    "purpose",
    "document",
)


@pghistory.track(exclude=["params", "told"])
class ExportRequest(models.Model):
    """That somebody wants one exact thing of personal data outside (导出申请): what, in which form, what for.

    ``source`` with ``params`` says what (``cadres.platform.exports.points``); ``told`` says it in words, which may be
    personal. ``rows`` were counted when it was asked for, ``more`` when there were more than are counted; ``given``
    stand in the file. What was asked for never changes: the database refuses it.
    ``waived``: the county's rule asked for no second person.
    """

    division = models.ForeignKey(Division, verbose_name=_("division"), on_delete=models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(
        User, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="exports"
    )
    requested_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    source = models.CharField(max_length=20, db_collation="C")
    params = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    format = models.CharField(_("format"), max_length=8, choices=ExportFormat)
    language = models.CharField(max_length=10, default="zh-hans")
    title = models.CharField(_("what"), max_length=120)
    told = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    columns = ArrayField(models.CharField(max_length=120), verbose_name=_("columns"), default=list, blank=True)
    rows = models.PositiveIntegerField(_("records"))
    more = models.BooleanField(default=False)
    purpose = models.CharField(_("purpose"), max_length=300)
    document = models.CharField(_("approval document"), max_length=100, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=ExportStage, default=ExportStage.REQUESTED, editable=False
    )
    decided_by = models.ForeignKey(
        User,
        verbose_name=pgettext_lazy("person", "decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    waived = models.BooleanField(default=False, editable=False)
    expires_at = models.DateTimeField(_("to be fetched before"), null=True, editable=False)
    job = models.OneToOneField(Job, null=True, on_delete=models.PROTECT, related_name="export", editable=False)
    given = models.PositiveIntegerField(_("records in the file"), null=True, editable=False)
    fetched_at = models.DateTimeField(_("downloaded at"), null=True, editable=False)

    objects = ExportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")), name="cadres_export_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, stage__in=["requested", "withdrawn", "lapsed"], waived=False)
                | Q(decided_by__isnull=False, stage__in=["approved", "declined", "fetched", "expired"], waived=False)
                | Q(decided_by=None, stage__in=["approved", "fetched", "expired"], waived=True),
                name="cadres_export_decided",
            ),
            models.CheckConstraint(
                condition=Q(stage="fetched", fetched_at__isnull=False, given__isnull=False)
                | (~Q(stage="fetched") & Q(fetched_at=None)),
                name="cadres_export_fetched",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["approved", "fetched", "expired"]) | Q(expires_at__isnull=False),
                name="cadres_export_ends",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="cadres_export_purpose"),
        ]
        indexes = [
            models.Index(fields=["requested_by", "-id"], name="cadres_export_of_user"),
            models.Index(fields=["division", "id"], condition=Q(stage="requested"), name="cadres_export_awaiting"),
            models.Index(fields=["expires_at"], condition=Q(stage="approved"), name="cadres_export_open"),
        ]
        triggers = [
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=[*edges(MOVES), *BY_ITSELF.values()]),
            pgtrigger.ReadOnly(name="asked_for", fields=list(ASKED)),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return _("No. %(number)d: %(title)s") % {"number": self.pk, "title": self.title}

    def get_absolute_url(self) -> str:
        return reverse("cadres:export_detail", args=[self.pk])

    @property
    def counted(self) -> str:
        """How many, as a person reads it."""
        if self.given is not None:
            return str(self.given)
        return _("more than %(number)d") % {"number": self.rows} if self.more else str(self.rows)
