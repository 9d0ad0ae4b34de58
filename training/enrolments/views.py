"""Pages of needs and call-ups, for the department; the moves of a call-up for everybody concerned."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Subquery
from django.shortcuts import redirect, render
from django.template.defaultfilters import floatformat
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, DivisionProfile, Step, Tenure
from cadres.platform.divisions.choices import Tier
from cadres.platform.log.services import available_moves, labelled
from cadres.registry.cadre_files.presenters import concerned
from cadres.shared.lists.bulk import picked
from cadres.shared.lists.views import RecordList
from cadres.shared.names import joined
from cadres.shared.numbers import key_of
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Matter, Part
from cadres.shared.pages.records import RecordDetail
from cadres.shared.recusal import open_to
from training.classes.choices import ClassStage
from training.classes.models import TrainingClass
from training.enrolments.forms import CallUpForm, CandidateForm
from training.enrolments.lists import ENROLMENT_LIST
from training.enrolments.models import Enrolment
from training.enrolments.presenters import ENROLMENT_TONES, LABELS
from training.enrolments.services import callups
from training.enrolments.services.enrolments import ENROLMENTS, move_enrolment
from training.enrolments.services.hours import hours_in_year
from training.needs.choices import Reason
from training.needs.models import Need
from training.programmes.workflow import CALL_UP

SHOWN = 200


def candidates(training_class: TrainingClass, user: Any, *, lacking: bool, kind: str, tier: str) -> list[Tenure]:
    """Who may be called up: holders of the posts the class is for, most urgent need first; three queries.

    One who holds both posts is shown once. ``busy`` names the class that has the same days.
    """
    today = localdate()
    needs = Need.objects.not_called().filter(cadre=OuterRef("cadre_id")).order_by("due_on", "pk")
    busy = Enrolment.objects.filter(cadre=OuterRef("cadre_id")).exclude(training_class=training_class)
    busy = busy.overlapping(training_class.starts_on, training_class.ends_on)
    profiles = DivisionProfile.objects.filter(division=OuterRef("post__organization__division_id")).order_by("-year")
    rows = (
        Tenure.objects.held_on(today)
        .filter(cadre__in=Cadre.objects.visible_to(user).serving(), post__kind__in=training_class.programme.post_kinds)
        .exclude(cadre__in=training_class.enrolments.values("cadre_id"))
        .for_list()
        .annotate(
            need_due=Subquery(needs.values("due_on")[:1]),
            need_reason=Subquery(needs.values("reason")[:1]),
            busy=Subquery(busy.values("training_class__name")[:1]),
            tier=Subquery(profiles.values("tier")[:1]),
        )
        .order_by(F("need_due").asc(nulls_last=True), "cadre__name_key", "pk")
    )
    rows = open_to(rows, user)
    if lacking:
        rows = rows.filter(need_due__isnull=False)
    if kind:
        rows = rows.filter(post__kind=kind)
    if tier:
        rows = rows.filter(tier=tier)
    found = list({row.cadre_id: row for row in reversed(rows[:SHOWN])}.values())[::-1]
    hours = hours_in_year([row.cadre_id for row in found], today.year)
    for row in found:
        row.hours = hours[row.cadre_id]
        row.reason_label = Reason(row.need_reason).label if row.need_reason else ""
        row.tier_label = Tier(row.tier).label if row.tier else ""
    return found


class CallUp(FormPage):
    """Call up by name: those who lack something first."""

    model = TrainingClass
    form_class = CandidateForm
    permission = CALL_UP
    template_name = "training/class_page/class_call_up.html"
    drafts = False  # a list with boxes to tick

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get(self, request, **_kwargs):
        form = CandidateForm(request.GET or None)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {"lacking": False, "kind": "", "tier": ""}
        context = {
            "record": self.record,
            "form": form,
            "candidates": candidates(self.record, request.user, **asked),
            "free": self.record.capacity - self.record.taken,
            "calls_up": self.record.stage == ClassStage.OPEN,
            "today": localdate(),
            "year": localdate().year,
        }
        return render(request, self.template_name, context)

    def post(self, request, **_kwargs):
        asked = [key for text in request.POST.getlist("cadre") if (key := key_of(text)) is not None]
        if not asked:
            messages.warning(request, _("Choose at least one person."))
            return redirect("training:class_call_up", self.record.pk)
        tell(request, callups.call_up(self.record, asked, by=request.user))
        return redirect(self.record)


def tell(request: Any, outcome: callups.CallUp) -> None:
    """Who was called up, and for what reasons others were not."""
    if outcome.called:
        names = joined(enrolment.cadre.name for enrolment in outcome.called)
        messages.success(request, _("Called up: %(names)s.") % {"names": names})
    if outcome.already:
        names = joined(enrolment.cadre.name for enrolment in outcome.already)
        messages.info(request, _("On the roll already: %(names)s.") % {"names": names})
    for cadre, objections in outcome.refused:
        reasons = " ".join(str(objection) for objection in objections)
        messages.warning(request, _("%(name)s was not called up: %(reasons)s") % {"name": cadre, "reasons": reasons})


class CallUpPicked(FormPage):
    """``?chosen=``: people selected in the list of cadres."""

    form_class = CallUpForm
    permission = CALL_UP
    title = _("Call up by name")
    submit_label = _("Call up")
    template_name = "training/enrolments/call_up_picked.html"

    @cached_property
    def people(self) -> list[Cadre]:
        chosen = Cadre.objects.visible_to(self.request.user).filter(pk__in=picked(self.request.GET))
        return list(chosen.only("pk", "name").order_by("name_key", "pk"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def get_context(self) -> dict[str, Any]:
        return {"people": self.people}

    def save(self, form: CallUpForm) -> TrainingClass:
        if not self.people:
            raise ValidationError(_("Choose at least one person."))
        training_class = form.cleaned_data["training_class"]
        tell(self.request, callups.call_up(training_class, [one.pk for one in self.people], by=self.request.user))
        return training_class


class EnrolmentList(RecordList):
    definition = ENROLMENT_LIST
    empty_text = _("Nobody has been called up yet.")


class EnrolmentDetail(RecordDetail):
    model = Enrolment
    template_name = "training/enrolments/enrolment_detail.html"
    permission = "training.view_enrolment"

    def get_queryset(self):
        return super().get_queryset().for_list().select_related("called_by", "need")

    def get_context(self, record: Enrolment) -> dict[str, Any]:
        return {
            "facts": facts_of(record),
            "tone": ENROLMENT_TONES.get(record.stage, "neutral"),
            "available_moves": available_moves(ENROLMENTS, record, user=self.request.user),
            "steps": labelled(Step.objects.of(record), LABELS | ENROLMENTS.labels),
        }


def facts_of(record: Enrolment) -> list[tuple[Any, Any]]:
    return [
        (_("Cadre"), record.cadre),
        (_("Class"), record.training_class),
        (_("First day"), record.training_class.starts_on),
        (_("Last day"), record.training_class.ends_on),
        (_("Seat"), record.seat),
        (_("Need"), record.need and record.need.get_reason_display()),
        (_("Reason for leave"), record.leave_reason),
        (_("Hours"), record.hours if record.hours is None else floatformat(record.hours, -1)),
        (_("Called up by"), record.called_by or _("The program")),
    ]


class EnrolmentMove(MovePage):
    """Answers come from the leader's phone, decisions from the department: each goes back to his own page."""

    model = Enrolment
    workflow = ENROLMENTS
    take = move_enrolment

    def get_queryset(self):
        return super().get_queryset().for_list().select_related("called_by", "need")

    def get_context(self) -> dict[str, Any]:
        return super().get_context() | {"own": self.request.user.sees_own_rows_only}

    def matter(self) -> Matter | None:
        """For the department; the leader knows who he is and what he asked."""
        if self.request.user.sees_own_rows_only:
            return None
        record = self.record
        hours = hours_in_year([record.cadre_id], record.training_class.starts_on.year)[record.cadre_id]
        facts = [*facts_of(record)[1:], (_("Hours of the year so far"), hours)]
        shown = record.cadre_id not in self.request.user.barred_cadres
        return Matter(
            concerned=(concerned(record.cadre_id, record.cadre.name, shown=shown),),
            parts=(Part(_("The call-up"), tuple(fact for fact in facts if fact[1])),),
        )

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return "training/enrolments/enrolment_move.html"

    def save(self, form):
        done = super().save(form)
        return redirect("training:my_training") if self.request.user.sees_own_rows_only else done
