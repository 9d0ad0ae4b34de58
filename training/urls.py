from django.urls import path

from training.views import callups, classes, own

app_name = "training"

urlpatterns = [
    path("classes/", classes.ClassList.as_view(), name="class_list"),
    path("classes/new/", classes.ClassNew.as_view(), name="class_new"),
    path("classes/programmes/", classes.ProgrammeList.as_view(), name="programme_list"),
    path("classes/programmes/new/", classes.ProgrammeNew.as_view(), name="programme_new"),
    path("classes/<int:pk>/", classes.ClassDetail.as_view(), name="class_detail"),
    path("classes/<int:pk>/change/", classes.ClassChange.as_view(), name="class_change"),
    path("classes/<int:pk>/moves/<slug:name>/", classes.ClassMove.as_view(), name="class_move"),
    path("classes/<int:pk>/roll/", classes.ClassRoll.as_view(), name="class_roll"),
    path("classes/<int:pk>/call-up/", callups.CallUp.as_view(), name="class_call_up"),
    path("classes/<int:pk>/sessions/new/", classes.SessionNew.as_view(), name="session_new"),
    path("classes/sessions/<int:pk>/", classes.SessionDetail.as_view(), name="session_detail"),
    path("classes/sessions/<int:pk>/change/", classes.SessionChange.as_view(), name="session_change"),
    path("classes/sessions/<int:pk>/cancel/", classes.SessionCancel.as_view(), name="session_cancel"),
    path("classes/sessions/<int:pk>/attendance/", classes.SessionAttendance.as_view(), name="session_attendance"),
    path("needs/", callups.NeedList.as_view(), name="need_list"),
    path("needs/find/", callups.NeedsFind.as_view(), name="need_find"),
    path("needs/new/<int:pk>/", callups.NeedNew.as_view(), name="need_new"),
    path("enrolments/", callups.EnrolmentList.as_view(), name="enrolment_list"),
    path("enrolments/<int:pk>/", callups.EnrolmentDetail.as_view(), name="enrolment_detail"),
    path("enrolments/<int:pk>/moves/<slug:name>/", callups.EnrolmentMove.as_view(), name="enrolment_move"),
    path("my/training/", own.MyTraining.as_view(), name="my_training"),
    path("my/training/calendar/renew/", own.CalendarRenew.as_view(), name="calendar_renew"),
    path("calendar/<slug:token>.ics", own.calendar_feed, name="calendar_feed"),
]
