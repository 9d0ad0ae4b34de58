from django.urls import path

from cadres.platform.audit.views import log, readings

urlpatterns = [
    path("audit/", log.StepList.as_view(), name="audit_list"),
    path("audit/logins/", log.LoginList.as_view(), name="login_list"),
    path("audit/failures/", log.FailureList.as_view(), name="failure_list"),
    path("audit/history/", log.History.as_view(), name="history"),
    path("audit/history/<str:table>/", log.History.as_view(), name="history_table"),
    path("audit/readings/", readings.AccessList.as_view(), name="access_list"),
]
