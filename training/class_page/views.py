"""Pages of programmes, classes and sessions, for the department."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, Step
from cadres.platform.log.services import available_moves, labelled
from cadres.shared.lists.views import RecordList
from cadres.shared.names import joined
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.forms import MoveForm
from cadres.shared.pages.records import RecordDetail
from cadres.shared.recusal import is_barred, open_to
from training.classes import services as classes_services
from training.classes.choices import LIVE_CLASS, ClassStage
from training.classes.forms import ClassForm, NewClassForm, SessionForm
from training.classes.lists import CLASS_LIST
from training.classes.models import Session, TrainingClass
from training.enrolments.choices import AttendanceStatus
from training.enrolments.forms import AttendanceForm
from training.enrolments.models import Enrolment
from training.enrolments.presenters import CLASS_TONES, LABELS, toned
from training.enrolments.services.attendance import attendance_state, record_attendance
from training.enrolments.services.class_moves import CLASSES, move_class
from training.enrolments.services.enrolments import roll_to_print
from training.programmes.lists import VIEW
from training.programmes.workflow import RUN


class ClassList(RecordList):
    definition = CLASS_LIST
    empty_text = _("No class yet.")
    heading_actions = (
        (_("Plan a class"), "training:class_new", RUN),
        (_("Programmes"), "training:programme_list", VIEW),
    )


class ClassNew(FormPage):
    form_class = NewClassForm
    permission = RUN
    title = _("Plan a class")
    success_message = _("Planned. Add the sessions, then begin to call up.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form):
        return classes_services.make_class(by=self.request.user, **form.values())


class ClassDetail(RecordDetail):
    model = TrainingClass
    template_name = "training/class_page/class_detail.html"
    permission = VIEW

    def get_queryset(self):
        return super().get_queryset().for_list().with_marks()

    def get_context(self, record: TrainingClass) -> dict[str, Any]:
        facts = [
            (_("Programme"), record.programme),
            (_("Audience"), record.programme.get_audience_display()),
            (_("Form of training"), record.programme.get_form_display()),
            (_("Topics"), joined(record.programme.topic_labels)),
            (_("Run by"), record.division),
            (_("Place"), record.place),
            (_("First day"), record.starts_on),
            (_("Last day"), record.ends_on),
            (_("Seats"), _("%(taken)s of %(all)s taken") % {"taken": record.taken, "all": record.capacity}),
        ]
        marked = Count("attendances", filter=Q(attendances__enrolment__seat__isnull=False))
        return {
            "facts": facts,
            "tone": CLASS_TONES.get(ClassStage(record.stage), "neutral"),
            "available_moves": available_moves(CLASSES, record, user=self.request.user),
            "sessions": list(record.sessions.annotate(marked=marked)),
            "roll": self._roll(record),
            "steps": labelled(Step.objects.of(record), LABELS | CLASSES.labels),
            "live": record.stage in LIVE_CLASS,
            "calls_up": record.stage == ClassStage.OPEN,
            "running": record.stage == ClassStage.RUNNING,
            "now": now(),
        }

    def _roll(self, record: TrainingClass) -> list[Enrolment]:
        """Of himself and of his relatives a reader sees the name alone."""
        roll = toned(list(record.enrolments.for_list().order_by("seat", "pk")))
        for enrolment in roll:
            enrolment.closed = is_barred(self.request.user, enrolment)
        return roll


class ClassRoll(RecordDetail):
    """The roll to print and sign; opening it is recorded as printing, of each person on it."""

    model = TrainingClass
    template_name = "training/class_page/class_roll.html"
    permission = VIEW

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context(self, record: TrainingClass) -> dict[str, Any]:
        roll = roll_to_print(record, by=self.request.user)
        posts = posts_of([enrolment.cadre_id for enrolment in roll])
        for enrolment in roll:
            enrolment.posts = posts.get(enrolment.cadre_id, [])
        return {"roll": roll, "sessions": list(record.sessions.held()), "back": record.get_absolute_url()}


def posts_of(cadre_ids: list[int]) -> dict[int, list[str]]:
    """Names of the posts each holds today; one query."""
    rows = Cadre.objects.filter(pk__in=cadre_ids).with_present_posts()
    return dict(rows.order_by().values_list("pk", "present_posts"))


class ClassChange(FormPage):
    model = TrainingClass
    form_class = ClassForm
    permission = RUN
    title = _("Change the class")
    success_message = _("Saved. Whoever is called up is told of a new place or day.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.model.objects.get(pk=self.record.pk)}

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return classes_services.change_class(self.record, by=self.request.user, seen=seen, **form.values())


class ClassMove(MovePage):
    model = TrainingClass
    workflow = CLASSES
    take = move_class


class SessionNew(FormPage):
    model = TrainingClass
    form_class = SessionForm
    permission = RUN
    title = _("Add a session")
    success_message = _("Added.")

    def get_form_kwargs(self) -> dict[str, Any]:
        day = f"{self.record.starts_on:%Y-%m-%d}"
        return {"initial": {"starts_at": f"{day}T09:00", "ends_at": f"{day}T12:00", "hours": "3.5"}}

    def save(self, form):
        classes_services.add_session(self.record, by=self.request.user, **form.values())
        return self.record


class SessionDetail(RecordDetail):
    """One session and who was there."""

    model = Session
    template_name = "training/class_page/session_detail.html"
    permission = VIEW

    def get_queryset(self):
        return super().get_queryset().select_related("training_class")

    def get_context(self, record: Session) -> dict[str, Any]:
        marks = {row.enrolment_id: row for row in record.attendances.all()}
        roll = list(record.training_class.enrolments.on_roll().for_list().order_by("seat"))
        for enrolment in roll:
            enrolment.mark = None if is_barred(self.request.user, enrolment) else marks.get(enrolment.pk)
        return {
            "roll": roll,
            "steps": labelled(Step.objects.of(record), LABELS),
            "live": record.training_class.stage in LIVE_CLASS and not record.cancelled,
            "running": record.training_class.stage == ClassStage.RUNNING and not record.cancelled,
            "begun": record.starts_at <= now(),
            "absent": AttendanceStatus.ABSENT,
        }


class SessionPage(FormPage):
    """A form about one session."""

    model = Session
    permission = RUN

    def get_queryset(self):
        return super().get_queryset().select_related("training_class")


class SessionChange(SessionPage):
    form_class = SessionForm
    title = _("Change the session")
    success_message = _("Saved. Whoever is called up is told.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": Session.objects.get(pk=self.record.pk)}

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return classes_services.change_session(self.record, by=self.request.user, seen=seen, **form.values())


class SessionCancel(SessionPage):
    form_class = MoveForm
    title = _("Cancel the session")
    submit_label = _("Cancel the session")
    success_message = _("Cancelled. Whoever is called up is told.")

    def save(self, form):
        return classes_services.cancel_session(self.record, by=self.request.user, reason=form.cleaned_data["reason"])


class SessionAttendance(SessionPage):
    """The attendance grid: one line for each on the roll."""

    form_class = AttendanceForm
    template_name = "training/class_page/session_attendance.html"
    title = _("Attendance")
    submit_label = _("Save the attendance")
    success_message = _("Attendance is saved.")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.record.starts_at > now():
            messages.info(request, _("This session has not begun."))
            return redirect(self.record)
        return super().get(request, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        roll = open_to(self.record.training_class.enrolments.expected().for_list(), self.request.user)
        return {"roll": list(roll.order_by("seat")), "state": attendance_state(self.record)}

    def save(self, form):
        record_attendance(self.record, form.marks, by=self.request.user, seen=form.cleaned_data["seen"])
        return self.record
