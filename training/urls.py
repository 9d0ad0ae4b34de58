from django.urls import path

from training.calendars import views as own
from training.class_page import views as class_page_classes
from training.enrolments import views as enrolments_callups
from training.hours import views as hours_callups
from training.needs import views as needs_callups
from training.programmes import views as programmes_classes

app_name = "training"

urlpatterns = [
    path("classes/", class_page_classes.ClassList.as_view(), name="class_list"),
    path("classes/new/", class_page_classes.ClassNew.as_view(), name="class_new"),
    path("classes/programmes/", programmes_classes.ProgrammeList.as_view(), name="programme_list"),
    path("classes/programmes/new/", programmes_classes.ProgrammeNew.as_view(), name="programme_new"),
    path("classes/<int:pk>/", class_page_classes.ClassDetail.as_view(), name="class_detail"),
    path("classes/<int:pk>/change/", class_page_classes.ClassChange.as_view(), name="class_change"),
    path("classes/<int:pk>/moves/<slug:name>/", class_page_classes.ClassMove.as_view(), name="class_move"),
    path("classes/<int:pk>/roll/", class_page_classes.ClassRoll.as_view(), name="class_roll"),
    path("classes/<int:pk>/call-up/", enrolments_callups.CallUp.as_view(), name="class_call_up"),
    path("classes/<int:pk>/sessions/new/", class_page_classes.SessionNew.as_view(), name="session_new"),
    path("classes/sessions/<int:pk>/", class_page_classes.SessionDetail.as_view(), name="session_detail"),
    path("classes/sessions/<int:pk>/change/", class_page_classes.SessionChange.as_view(), name="session_change"),
    path("classes/sessions/<int:pk>/cancel/", class_page_classes.SessionCancel.as_view(), name="session_cancel"),
    path(
        "classes/sessions/<int:pk>/attendance/",
        class_page_classes.SessionAttendance.as_view(),
        name="session_attendance",
    ),
    path("needs/", needs_callups.NeedList.as_view(), name="need_list"),
    path("needs/find/", hours_callups.NeedsFind.as_view(), name="need_find"),
    path("needs/new/<int:pk>/", needs_callups.NeedNew.as_view(), name="need_new"),
    path("enrolments/", enrolments_callups.EnrolmentList.as_view(), name="enrolment_list"),
    path("enrolments/<int:pk>/", enrolments_callups.EnrolmentDetail.as_view(), name="enrolment_detail"),
    path("enrolments/<int:pk>/moves/<slug:name>/", enrolments_callups.EnrolmentMove.as_view(), name="enrolment_move"),
    path("my/training/", own.MyTraining.as_view(), name="my_training"),
    path("my/training/calendar/renew/", own.CalendarRenew.as_view(), name="calendar_renew"),
    path("calendar/<slug:token>.ics", own.calendar_feed, name="calendar_feed"),
]
