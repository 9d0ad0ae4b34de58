from django.urls import path

from training.class_page import views

urlpatterns = [
    path("classes/", views.ClassList.as_view(), name="class_list"),
    path("classes/new/", views.ClassNew.as_view(), name="class_new"),
    path("classes/<int:pk>/", views.ClassDetail.as_view(), name="class_detail"),
    path("classes/<int:pk>/change/", views.ClassChange.as_view(), name="class_change"),
    path("classes/<int:pk>/moves/<slug:name>/", views.ClassMove.as_view(), name="class_move"),
    path("classes/<int:pk>/roll/", views.ClassRoll.as_view(), name="class_roll"),
    path("classes/<int:pk>/sessions/new/", views.SessionNew.as_view(), name="session_new"),
    path("classes/sessions/<int:pk>/", views.SessionDetail.as_view(), name="session_detail"),
    path("classes/sessions/<int:pk>/change/", views.SessionChange.as_view(), name="session_change"),
    path("classes/sessions/<int:pk>/cancel/", views.SessionCancel.as_view(), name="session_cancel"),
    path("classes/sessions/<int:pk>/attendance/", views.SessionAttendance.as_view(), name="session_attendance"),
]
