from django.urls import path

from selection.elections import views

urlpatterns = [
    path("vacancies/<int:pk>/election/", views.ElectionOpen.as_view(), name="election_open"),
    path("elections/", views.ElectionList.as_view(), name="election_list"),
    path("elections/nominees/new/", views.NomineesRegister.as_view(), name="nominees_register"),
    path("elections/<int:pk>/", views.ElectionDetail.as_view(), name="election_detail"),
    path("elections/<int:pk>/timetable/", views.ElectionTimetable.as_view(), name="election_timetable"),
    path("elections/<int:pk>/course/", views.ElectionCourse.as_view(), name="election_course"),
    path("elections/<int:pk>/plan/", views.ElectionPlan.as_view(), name="election_plan"),
    path("elections/<int:pk>/moves/<slug:name>/", views.ElectionMove.as_view(), name="election_move"),
    path("elections/<int:pk>/nominees/new/", views.NomineeRegister.as_view(), name="nominee_register"),
    path("elections/<int:pk>/recommendation/", views.RecommendationRecord.as_view(), name="recommendation_record"),
    path("elections/<int:pk>/inspections/", views.InspectionsRecord.as_view(), name="inspections_record"),
    path("elections/<int:pk>/vote/", views.BallotEnter.as_view(), name="ballot_enter"),
    path("elections/<int:pk>/objections/new/", views.ComplaintReceive.as_view(), name="complaint_receive"),
    path("elections/objections/<int:pk>/", views.ComplaintSettle.as_view(), name="complaint_settle"),
    path("elections/nominees/<int:pk>/withdraw/", views.NomineeWithdraw.as_view(), name="nominee_withdraw"),
    path("elections/nominees/<int:pk>/exception/", views.NomineeWaive.as_view(), name="nominee_waive"),
    path("elections/inspections/<int:pk>/", views.InspectionDetail.as_view(), name="inspection_detail"),
    path("elections/nominees/<int:pk>/inspection/", views.InspectionRecord.as_view(), name="inspection_record"),
]
