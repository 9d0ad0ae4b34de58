import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.choices import VerifiedItem
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.documents.models import Document
from cadres.registry.verifications.choices import Paper, VerificationState
from cadres.registry.verifications.querysets import VerificationQuerySet
from cadres.shared.merged_records import living_only
from cadres.shared.phrases import day_text, titled

DATED = (VerifiedItem.BIRTH, VerifiedItem.WORK, VerifiedItem.PARTY)
ISO_DAY = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"

# Asked of the moment of the decision: a merge may take the paper along later, and a paper may leave its file. The lock
# lets a withdrawal that is under way finish first.
OF_THIS_FILE = """
        PERFORM 1 FROM cadres_document d
          WHERE d.id = NEW.document_id AND d.cadre_id = NEW.cadre_id AND d.stage = 'kept' FOR SHARE;
        IF NEW.document_id IS NOT NULL AND NOT FOUND THEN
            RAISE EXCEPTION 'the paper is not kept in this file'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_verification_of_this_file';
        END IF;
        RETURN NEW;
"""


@pghistory.track(pghistory.InsertEvent())
class Verification(models.Model):
    """One decision about one item of a file on one paper (认定): the declared value beside what the paper says.

    The latest of an item holds; none is ever changed or deleted, so a new decision supersedes and nothing is
    overwritten. ``declared`` is what forms and the person say, ``found`` what the paper says: a day as ISO, a code, or
    text. Of the dated items and the standing the particular itself bears the value that holds, see
    ``services`` beside. ``paper…`` names the paper; ``document`` is its scan, where the file has one.
    """

    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="verifications")
    item = models.CharField(_("item"), max_length=10, choices=VerifiedItem)
    state = models.CharField(_("result"), max_length=10, choices=VerificationState)
    declared = models.TextField(_("declared"), blank=True)
    found = models.TextField(_("verified as"), blank=True)
    paper = models.CharField(_("kind of paper"), max_length=12, choices=Paper)
    paper_number = models.CharField(_("number or title of the paper"), max_length=120, blank=True)
    paper_on = models.DateField(_("day of the paper"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        verbose_name=_("scanned paper"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="verifications",
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(User, verbose_name=_("verified by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("verified at"), auto_now_add=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["cadre", "item", "-pk"]
        indexes = [models.Index(fields=["cadre", "item", "-id"], name="cadres_verification_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(paper="") & (~Q(paper_number="") | Q(paper_on__isnull=False)),
                name="cadres_verification_paper",
                violation_error_message=_("Name the paper by its number, its title or its day."),
            ),
            models.CheckConstraint(
                condition=Q(state=VerificationState.AGREES, found=F("declared"))
                | (Q(state=VerificationState.DIFFERS) & ~Q(found="") & ~Q(found=F("declared")))
                | Q(state=VerificationState.DOUBTFUL),
                name="cadres_verification_state",
                violation_error_message=_("What differs names the verified value; what agrees has the declared one."),
            ),
            models.CheckConstraint(
                condition=~Q(item__in=DATED) | Q(declared__regex=ISO_DAY, found__regex=ISO_DAY),
                name="cadres_verification_days",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="of_this_file", operation=pgtrigger.Insert, when=pgtrigger.Before, func=OF_THIS_FILE
            ),
            living_only("cadres_cadre", "cadre_id"),
        ]

    def __str__(self) -> str:
        return titled(self.get_item_display(), self.get_state_display())

    @property
    def settles(self) -> bool:
        """Whether a value holds: a doubt leaves the question open."""
        return self.state != VerificationState.DOUBTFUL

    @property
    def paper_text(self) -> str:
        """The paper as one names it: kind, number, day."""
        parts = (str(self.get_paper_display()), self.paper_number, day_text(self.paper_on))
        return " ".join(filter(None, parts))
