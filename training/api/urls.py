from training.class_page import api as class_page_views
from training.enrolments import api as enrolments_views
from training.needs import api as needs_views
from training.programmes import api as programmes_views


def register(router) -> None:
    """Add the viewsets to the API's router."""
    router.register("programmes", programmes_views.ProgrammeViewSet, basename="programme")
    router.register("classes", class_page_views.ClassViewSet, basename="class")
    router.register("sessions", class_page_views.SessionViewSet, basename="session")
    router.register("needs", needs_views.NeedViewSet, basename="need")
    router.register("enrolments", enrolments_views.EnrolmentViewSet, basename="enrolment")
