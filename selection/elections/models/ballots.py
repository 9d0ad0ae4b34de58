import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cadres.models import User
from selection.elections.choices import Body
from selection.elections.models.elections import Election
from selection.elections.models.nominees import Nominee
from selection.elections.querysets import ElectionPartQuerySet, NomineePartQuerySet

# Deferred to the commit, so both read the rows as they are then.
WITHIN_THE_COMMITTEE = """
        SELECT v.yes + v.no + v.deferred AS given, b.present - b.recused AS voters INTO total
          FROM selection_ballotvote v
          JOIN selection_nominee n ON n.id = v.nominee_id
          LEFT JOIN selection_ballot b ON b.election_id = n.election_id
         WHERE v.id = NEW.id;
        IF FOUND AND (total.voters IS NULL OR total.given > total.voters) THEN
            RAISE EXCEPTION 'more votes than voters'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'selection_ballot_votes';
        END IF;
        RETURN NEW;
"""
STILL_WITHIN = """
        SELECT 1 INTO total
          FROM selection_ballot b
          JOIN selection_nominee n ON n.election_id = b.election_id
          JOIN selection_ballotvote v ON v.nominee_id = n.id
         WHERE b.id = NEW.id AND v.yes + v.no + v.deferred > b.present - b.recused LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'more votes than voters'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'selection_ballot_votes';
        END IF;
        RETURN NEW;
"""


@pghistory.track()
class Ballot(models.Model):
    """The committee's vote (票决): who was due, present, recused; entered by one person, confirmed by another."""

    election = models.OneToOneField(Election, on_delete=models.PROTECT, related_name="ballot")
    body = models.CharField(_("committee"), max_length=20, choices=Body)
    met_on = models.DateField(_("met on"))
    due = models.PositiveSmallIntegerField(_("members due"))
    present = models.PositiveSmallIntegerField(_("members present"))
    recused = models.PositiveSmallIntegerField(
        _("recused"), default=0, help_text=_("Members present who left for this item.")
    )
    secret = models.BooleanField(_("secret ballot"), default=True)
    document = models.CharField(_("minutes"), max_length=200)
    entered_by = models.ForeignKey(
        User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    confirmed_by = models.ForeignKey(
        User, verbose_name=_("confirmed by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ElectionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["election"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due__gte=1, present__lte=F("due"), recused__lte=F("present")),
                name="selection_ballot_present",
                violation_error_message=_("No more can be present than are due."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="selection_ballot_four_eyes",
                violation_error_message=_("Who entered the vote cannot confirm it."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="votes_still_within",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=STILL_WITHIN,
                declare=[("total", "RECORD")],
            ),
        ]


@pghistory.track()
class BallotVote(models.Model):
    """Votes of the committee on one nominee: agree, disagree, defer."""

    nominee = models.OneToOneField(Nominee, on_delete=models.PROTECT, related_name="ballot_vote")
    yes = models.PositiveSmallIntegerField(_("agree"))
    no = models.PositiveSmallIntegerField(_("disagree"))
    deferred = models.PositiveSmallIntegerField(_("defer"))

    objects = NomineePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("ballot vote")
        verbose_name_plural = _("ballot votes")
        ordering = ["nominee"]
        triggers = [
            pgtrigger.Trigger(
                name="within_the_committee",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=WITHIN_THE_COMMITTEE,
                declare=[("total", "RECORD")],
            ),
        ]
