import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cadres.models import User
from selection.elections.models.elections import Election
from selection.elections.models.nominees import Nominee
from selection.elections.querysets import ElectionPartQuerySet, NomineePartQuerySet

# Each person present names one nominee for the one seat, in the talks as in the meeting.
WITHIN_THE_MEETING = """
        SELECT r.present, r.talks_people, COALESCE(SUM(v.meeting_votes), 0) AS meeting_votes,
               COALESCE(SUM(v.talk_votes), 0) AS talk_votes
          INTO total
          FROM selection_nominee mine
          JOIN selection_recommendation r ON r.election_id = mine.election_id
          JOIN selection_nominee n ON n.election_id = mine.election_id
          JOIN selection_recommendationvote v ON v.nominee_id = n.id
         WHERE mine.id = NEW.nominee_id
         GROUP BY r.present, r.talks_people;
        IF total IS NULL OR total.meeting_votes > total.present OR total.talk_votes > total.talks_people THEN
            RAISE EXCEPTION 'more votes than people'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'selection_recommendation_votes';
        END IF;
        RETURN NEW;
"""


@pghistory.track()
class Recommendation(models.Model):
    """Talks and meeting by which the nominees are recommended (民主推荐). One input, not an election."""

    election = models.OneToOneField(Election, on_delete=models.PROTECT, related_name="recommendation")
    talks_on = models.DateField(_("talks on"))
    talks_people = models.PositiveIntegerField(_("people talked to"))
    meeting_on = models.DateField(_("meeting on"))
    due = models.PositiveIntegerField(_("due to attend"))
    present = models.PositiveIntegerField(_("present"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ElectionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["election"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due__gte=1, present__lte=F("due")),
                name="selection_recommendation_present",
                violation_error_message=_("No more can be present than are due."),
            ),
        ]


@pghistory.track()
class RecommendationVote(models.Model):
    """Votes for one nominee in talks and meeting (推荐票)."""

    nominee = models.OneToOneField(Nominee, on_delete=models.PROTECT, related_name="recommendation_vote")
    talk_votes = models.PositiveIntegerField(_("named in talks"), default=0)
    meeting_votes = models.PositiveIntegerField(_("votes in the meeting"), default=0)

    objects = NomineePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation vote")
        verbose_name_plural = _("recommendation votes")
        ordering = ["nominee"]
        triggers = [
            pgtrigger.Trigger(
                name="within_the_meeting",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=WITHIN_THE_MEETING,
                declare=[("total", "RECORD")],
            ),
        ]
