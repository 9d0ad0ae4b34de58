import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Cadre, User
from cadres.shared.workflow import edges
from selection.assemblies.choices import AssemblyStage, Nominator
from selection.assemblies.querysets import AssemblyPartQuerySet, AssemblyQuerySet, RoundPartQuerySet
from selection.assemblies.workflow import MOVES
from selection.elections.choices import Electorate
from selection.elections.models import Election

# What was voted stays as it was when the assembly was closed, and nobody stands who came later.
ONLY_WHILE_OPEN = """
        SELECT a.stage INTO found FROM selection_assembly a WHERE a.id = {assembly};
        IF found.stage <> ALL ('{{{stages}}}') THEN
            RAISE EXCEPTION 'the assembly is at another stage'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
        END IF;
        RETURN COALESCE(NEW, OLD);
"""
VOTES_WITHIN = """
        SELECT r.issued, r.returned, r.invalid, r.others,
               COALESCE(max(v.yes + v.no + v.abstain), 0) AS most, COALESCE(sum(v.yes), 0) AS agreed INTO papers
          FROM selection_round r LEFT JOIN selection_roundvote v ON v.round_id = r.id
         WHERE r.id = {round} GROUP BY r.id;
        IF FOUND AND papers.returned <= papers.issued AND (
            papers.most > papers.returned - papers.invalid
            OR papers.agreed + papers.others > papers.returned - papers.invalid) THEN
            RAISE EXCEPTION 'more votes than valid papers'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'selection_round_votes';
        END IF;
        RETURN NEW;
"""


def only_while(name: str, assembly: str, *stages: AssemblyStage, columns: tuple[str, ...] = ()) -> pgtrigger.Trigger:
    """``columns``: those that may not change otherwise; without them, none."""
    changed = pgtrigger.UpdateOf(*columns) if columns else pgtrigger.Update
    listed = ",".join(stages)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | changed | pgtrigger.Delete,
        func=ONLY_WHILE_OPEN.format(assembly=assembly, stages=listed, name=f"selection_{name}"),
        declare=[("found", "RECORD")],
    )


def within(key: str) -> pgtrigger.Trigger:
    """Deferred to the commit, so it reads papers and votes as they are then."""
    return pgtrigger.Trigger(
        name="votes_within",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        func=VOTES_WITHIN.format(round=key),
        declare=[("papers", "RECORD")],
    )


@pghistory.track()
class Assembly(models.Model):
    """An assembly that elects (选举会议): a session of the township's congress, or the meeting of its party members.

    ``due``: all deputies, or all members with a vote. The stage moves only by ``selection.assemblies.services.take``.
    """

    election = models.ForeignKey(
        Election, verbose_name=_("election"), on_delete=models.PROTECT, related_name="assemblies", editable=False
    )
    electorate = models.CharField(_("elected by"), max_length=10, choices=Electorate, editable=False)
    stage = models.CharField(
        _("stage"), max_length=16, choices=AssemblyStage, default=AssemblyStage.CONVENED, editable=False
    )
    session = models.CharField(_("name of the session"), max_length=120, help_text=_("As it stands in the minutes."))
    held_on = models.DateField(_("held on"))
    due = models.PositiveIntegerField(_("entitled to vote"), help_text=_("All deputies, or all members with a vote."))
    present = models.PositiveIntegerField(_("present"), null=True, editable=False)
    elected = models.OneToOneField(
        "selection.FormalCandidate",
        verbose_name=pgettext_lazy("assembly", "elected"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="elected_in",
    )
    convened_by = models.ForeignKey(
        User, verbose_name=_("convened by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    declared_by = models.ForeignKey(
        User, verbose_name=_("declared by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    objects = AssemblyQuerySet.as_manager()

    class Meta:
        verbose_name = _("electing assembly")
        verbose_name_plural = _("electing assemblies")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election"],
                condition=~Q(stage="without_result"),
                name="selection_assembly_one_at_a_time",
                violation_error_message=_("This election already has an assembly."),
            ),
            models.CheckConstraint(
                condition=Q(due__gte=1) & (Q(present=None) | Q(present__lte=F("due"))),
                name="selection_assembly_present",
                violation_error_message=_("No more can be present than are due."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["convened", "without_result"]) | Q(present__isnull=False),
                name="selection_assembly_sits_with_people",
            ),
            models.CheckConstraint(
                condition=Q(stage="elected", elected__isnull=False, declared_by__isnull=False, closed_on__isnull=False)
                | (~Q(stage="elected") & Q(elected=None, declared_by=None)),
                name="selection_assembly_elected",
            ),
            models.CheckConstraint(
                condition=Q(declared_by=None) | ~Q(declared_by=F("convened_by")),
                name="selection_assembly_four_eyes",
            ),
        ]
        triggers = [pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(MOVES))]

    def __str__(self) -> str:
        return self.session

    def get_absolute_url(self) -> str:
        return reverse("selection:assembly_detail", args=[self.pk])


@pghistory.track()
class FormalCandidate(models.Model):
    """Who stands before the assembly (正式候选人), by whom nominated; ``signatures`` of deputies who do so jointly."""

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="candidates", editable=False)
    cadre = models.ForeignKey(Cadre, verbose_name=_("cadre"), on_delete=models.PROTECT, related_name="candidacies")
    nominated_by = models.CharField(_("nominated by"), max_length=12, choices=Nominator)
    signatures = ArrayField(
        models.CharField(max_length=60), verbose_name=_("deputies who signed"), default=list, blank=True
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, editable=False)
    withdrawal = models.CharField(_("why withdrawn"), max_length=200, blank=True, editable=False)

    objects = AssemblyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("formal candidate")
        verbose_name_plural = _("formal candidates")
        ordering = ["assembly", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "cadre"],
                name="selection_candidate_once",
                violation_error_message=_("This cadre stands already."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawal=""), name="selection_candidate_withdrawn_why"
            ),
        ]
        triggers = [
            only_while(
                "candidates_while_open",
                "COALESCE(NEW.assembly_id, OLD.assembly_id)",
                AssemblyStage.CONVENED,
                AssemblyStage.SITTING,
                columns=(
                    "assembly_id",
                    "nominated_by",
                    "signatures",
                    "withdrawn_on",
                    "withdrawal",
                ),  # files are merged
            )
        ]

    def __str__(self) -> str:
        return str(self.cadre)


@pghistory.track()
class Round(models.Model):
    """One ballot of an assembly (一轮投票): papers issued, returned, invalid; votes for names written in."""

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="rounds", editable=False)
    number = models.PositiveSmallIntegerField(_("ballot number"), editable=False)
    issued = models.PositiveIntegerField(_("papers issued"))
    returned = models.PositiveIntegerField(_("papers returned"))
    invalid = models.PositiveIntegerField(_("invalid papers"), default=0)
    others = models.PositiveIntegerField(
        _("votes for other names"), default=0, help_text=_("Names written in that are not entered below.")
    )
    entered_by = models.ForeignKey(
        User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = AssemblyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("ballot of an assembly")
        verbose_name_plural = _("ballots of assemblies")
        ordering = ["assembly", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="selection_round_number"),
            models.CheckConstraint(
                condition=Q(invalid__lte=F("returned")),
                name="selection_round_papers",
                violation_error_message=_("No more papers can be invalid than were returned."),
            ),
        ]
        triggers = [
            within("NEW.id"),
            only_while("rounds_while_sitting", "COALESCE(NEW.assembly_id, OLD.assembly_id)", AssemblyStage.SITTING),
        ]

    def __str__(self) -> str:
        return str(self.number)


@pghistory.track()
class RoundVote(models.Model):
    """Votes for one candidate in one ballot: for, against, abstained."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="votes", editable=False)
    candidate = models.ForeignKey(FormalCandidate, on_delete=models.PROTECT, related_name="votes", editable=False)
    yes = models.PositiveIntegerField(pgettext_lazy("ballot", "for"))
    no = models.PositiveIntegerField(pgettext_lazy("ballot", "against"))
    abstain = models.PositiveIntegerField(_("abstained"))

    objects = RoundPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("votes for a candidate")
        verbose_name_plural = _("votes for candidates")
        ordering = ["round", "candidate"]
        constraints = [models.UniqueConstraint(fields=["round", "candidate"], name="selection_round_vote_once")]
        triggers = [
            within("NEW.round_id"),
            only_while(
                "votes_while_sitting",
                "(SELECT r.assembly_id FROM selection_round r WHERE r.id = COALESCE(NEW.round_id, OLD.round_id))",
                AssemblyStage.SITTING,
            ),
        ]
