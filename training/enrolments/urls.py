from django.urls import path

from training.enrolments import views

urlpatterns = [
    path("classes/call-up/", views.CallUpPicked.as_view(), name="call_up_picked"),
    path("classes/<int:pk>/call-up/", views.CallUp.as_view(), name="class_call_up"),
    path("enrolments/", views.EnrolmentList.as_view(), name="enrolment_list"),
    path("enrolments/<int:pk>/", views.EnrolmentDetail.as_view(), name="enrolment_detail"),
    path("enrolments/<int:pk>/moves/<slug:name>/", views.EnrolmentMove.as_view(), name="enrolment_move"),
]
