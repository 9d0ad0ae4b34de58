from training.api import views


def register(router) -> None:
    """Add the viewsets to the API's router."""
    router.register("programmes", views.ProgrammeViewSet, basename="programme")
    router.register("classes", views.ClassViewSet, basename="class")
    router.register("sessions", views.SessionViewSet, basename="session")
    router.register("needs", views.NeedViewSet, basename="need")
    router.register("enrolments", views.EnrolmentViewSet, basename="enrolment")
