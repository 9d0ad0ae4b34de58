"""Training in the API: read, and the moves of call-ups."""

from cadres.shared.viewsets import MovesMixin, ScopedViewSet
from training.api.serializers import (
    ClassSerializer,
    EnrolmentSerializer,
    NeedSerializer,
    ProgrammeSerializer,
    SessionSerializer,
)
from training.filters import ClassFilter, EnrolmentFilter, NeedFilter, ProgrammeFilter, SessionFilter
from training.forms import ENROLMENT_FORMS
from training.models import Enrolment, Need, Programme, Session, TrainingClass
from training.services.classes import CLASSES, move_class
from training.services.enrolments import ENROLMENTS, move_enrolment


class ProgrammeViewSet(ScopedViewSet):
    """Training programmes: for whom, in which form, on what."""

    queryset = Programme.objects.all()
    serializer_class = ProgrammeSerializer
    filterset_class = ProgrammeFilter
    permission = "training.view_class"
    scope = "training"
    sorts = ("name",)


class ClassViewSet(MovesMixin, ScopedViewSet):
    """Classes with their seats."""

    queryset = TrainingClass.objects.all()
    serializer_class = ClassSerializer
    filterset_class = ClassFilter
    permission = "training.view_class"
    scope = "training"
    sorts = ("starts_on", "ends_on")
    workflow = CLASSES
    take = move_class


class SessionViewSet(ScopedViewSet):
    """Sessions of classes, the cancelled ones included."""

    queryset = Session.objects.all()
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    permission = "training.view_class"
    scope = "training"
    sorts = ("starts_at",)


class NeedViewSet(ScopedViewSet):
    """What leaders lack."""

    queryset = Need.objects.all()
    serializer_class = NeedSerializer
    filterset_class = NeedFilter
    permission = "training.view_need"
    scope = "training"
    sorts = ("due_on",)


class EnrolmentViewSet(MovesMixin, ScopedViewSet):
    """Call-ups and how they went."""

    queryset = Enrolment.objects.all()
    serializer_class = EnrolmentSerializer
    filterset_class = EnrolmentFilter
    permission = "training.view_enrolment"
    scope = "training"
    workflow = ENROLMENTS
    take = move_enrolment
    move_forms = ENROLMENT_FORMS
