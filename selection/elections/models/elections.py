from datetime import date

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import User
from cadres.shared.workflow import edges
from selection.elections.choices import LeaveReason, Stage
from selection.elections.querysets import ElectionQuerySet
from selection.elections.workflow import MOVES
from selection.vacancies.models import Vacancy


@pghistory.track()
class Election(models.Model):
    """The public election (公推直选) for one vacancy, from the plan to the appointment or its abandonment.

    The stage moves only by ``selection.elections.services.take``; the trigger refuses any other step. ``edition``
    names the regulation that the whole procedure follows, whatever comes into force meanwhile.
    """

    vacancy = models.ForeignKey(
        Vacancy, verbose_name=_("vacancy"), on_delete=models.PROTECT, related_name="elections", editable=False
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.PREPARED, editable=False)
    edition = models.CharField(_("edition of the regulation"), max_length=8, editable=False)
    opened_by = models.ForeignKey(
        User, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    opened_on = models.DateField(_("opened on"), editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    announcement = models.TextField(_("announcement"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    registration_from = models.DateField(_("registration from"), null=True, blank=True)
    registration_to = models.DateField(_("registration to"), null=True, blank=True)
    direct_vote = models.BooleanField(
        _("direct vote"),
        default=False,
        help_text=_("Departs from the normal path; the superior must have approved it."),
    )
    approval_document = models.CharField(_("approval document of the superior"), max_length=200, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, editable=False)

    winner = models.OneToOneField(
        "selection.Nominee",
        verbose_name=_("chosen"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="won",
    )
    notice_from = models.DateField(_("notice from"), null=True, editable=False)
    notice_until = models.DateField(_("notice until"), null=True, editable=False)
    notice_recorded_on = models.DateField(_("notice recorded on"), null=True, editable=False)
    published_by = models.ForeignKey(
        User,
        verbose_name=_("notice recorded by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    late_by = models.ForeignKey(
        User,
        verbose_name=_("late entry recognized by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    notice_certain = models.BooleanField(_("holidays known"), default=True, editable=False)
    elected_on = models.DateField(_("elected on"), null=True, editable=False)
    elected_by = models.ForeignKey(
        User,
        verbose_name=_("result declared by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    decided_by = models.ForeignKey(
        User,
        verbose_name=_("vote confirmed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    appointed_by = models.ForeignKey(
        User, verbose_name=_("appointed by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    talk_on = models.DateField(_("talk on"), null=True, editable=False)
    starts_on = models.DateField(_("tenure from"), null=True, editable=False)
    document = models.CharField(_("appointment document"), max_length=120, blank=True, editable=False)
    keeps_other_post = models.BooleanField(_("one shoulder"), default=False, editable=False)
    leave_reason = models.CharField(
        _("leaves former posts because of"), max_length=20, choices=LeaveReason, blank=True, editable=False
    )

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy"],
                condition=~Q(stage="abandoned"),
                name="selection_election_one_a_vacancy",
                violation_error_message=_("This vacancy already has an election."),
            ),
            models.CheckConstraint(
                condition=(Q(stage__in=["appointed", "abandoned"]) & Q(closed_on__gte=F("opened_on")))
                | (~Q(stage__in=["appointed", "abandoned"]) & Q(closed_on=None)),
                name="selection_election_closed_when_dated",
            ),
            models.CheckConstraint(
                condition=Q(registration_from=None)
                | Q(registration_to=None)
                | Q(registration_to__gte=F("registration_from")),
                name="selection_election_registration",
                violation_error_message=_("Registration ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(direct_vote=False) | ~Q(approval_document="") | Q(stage__in=["prepared", "abandoned"]),
                name="selection_election_direct_vote_approved",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["prepared", "abandoned"])
                | Q(announced_on__isnull=False, registration_from__isnull=False, registration_to__isnull=False),
                name="selection_election_announced",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["decided", "noticed", "elected", "appointed"])
                | Q(winner__isnull=False)
                | Q(direct_vote=True, stage__in=["decided", "noticed"]),
                name="selection_election_winner",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["noticed", "elected", "appointed"])
                | Q(notice_until__gte=F("notice_from"), notice_from__isnull=False),
                name="selection_election_notice",
            ),
            models.CheckConstraint(
                condition=Q(notice_recorded_on=None)
                | Q(late_by__isnull=False)
                | Q(notice_until__isnull=False, notice_until__gte=F("notice_recorded_on")),
                name="selection_election_notice_recorded",
            ),
            models.CheckConstraint(
                condition=Q(late_by=None)
                | (Q(notice_recorded_on__isnull=False) & (Q(published_by=None) | ~Q(late_by=F("published_by")))),
                name="selection_election_late_entry",
            ),
            models.CheckConstraint(
                condition=Q(appointed_by=None)
                | (
                    (Q(decided_by=None) | ~Q(appointed_by=F("decided_by")))
                    & (Q(late_by=None) | ~Q(appointed_by=F("late_by")))
                    & (Q(elected_by=None) | ~Q(appointed_by=F("elected_by")))
                ),
                name="selection_election_another_leader",
            ),
            models.CheckConstraint(
                condition=Q(elected_on__isnull=False, elected_by__isnull=False, stage__in=["elected", "appointed"])
                | (~Q(stage="elected") & Q(elected_on=None, elected_by=None)),
                name="selection_election_elected",
            ),
            models.CheckConstraint(
                condition=~Q(stage="appointed") | Q(starts_on__isnull=False, talk_on__isnull=False),
                name="selection_election_appointment",
            ),
        ]
        triggers = [pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(MOVES))]

    def __str__(self) -> str:
        return str(self.vacancy)

    def get_absolute_url(self) -> str:
        return reverse("selection:election_detail", args=[self.pk])

    @property
    def notice_begins(self) -> date | None:
        """The day from which the notice counts: when its start was recorded, unless it is a recognized late entry."""
        recorded = None if self.late_by_id else self.notice_recorded_on
        return max(filter(None, (self.notice_from, recorded)), default=None)

    @property
    def is_late(self) -> bool:
        """Whether the notice began on paper before its start was recorded (补录), as long as it runs."""
        first, recorded = self.notice_from, self.notice_recorded_on
        return self.stage == Stage.NOTICED and first is not None and recorded is not None and first < recorded

    @property
    def stands(self) -> bool:
        """Under way or ended with an appointment; only one that was abandoned leaves its vacancy free for another."""
        return self.stage != Stage.ABANDONED
