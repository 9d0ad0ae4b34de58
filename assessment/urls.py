"""Addresses of the assessment."""

from django.urls import path

from assessment import views

app_name = "assessment"

urlpatterns = [
    path("systems/", views.SystemList.as_view(), name="system_list"),
    path("systems/new/", views.SystemNew.as_view(), name="system_new"),
    path("systems/<int:pk>/", views.SystemDetail.as_view(), name="system_detail"),
    path("systems/<int:pk>/copy/", views.SystemCopy.as_view(), name="system_copy"),
    path("systems/<int:pk>/moves/<slug:name>/", views.SystemMove.as_view(), name="system_move"),
    path("systems/<int:pk>/indicators/new/", views.IndicatorChange.as_view(), name="indicator_new"),
    path("systems/<int:pk>/indicators/<slug:code>/", views.IndicatorChange.as_view(), name="indicator_change"),
    path("systems/<int:pk>/indicators/<slug:code>/remove/", views.IndicatorRemove.as_view(), name="indicator_remove"),
    path("cycles/", views.CycleList.as_view(), name="cycle_list"),
    path("cycles/new/", views.CycleNew.as_view(), name="cycle_new"),
    path("cycles/<int:pk>/", views.CycleDetail.as_view(), name="cycle_detail"),
    path("cycles/<int:pk>/moves/<slug:name>/", views.CycleMove.as_view(), name="cycle_move"),
    path("cycles/<int:pk>/values/<slug:township>/", views.ValueEntry.as_view(), name="value_enter"),
    path("scores/", views.ScoreList.as_view(), name="score_list"),
    path("scores/<int:pk>/", views.ScoreDetail.as_view(), name="score_detail"),
    path("scores/<int:pk>/grade/", views.ScoreGrade.as_view(), name="score_grade"),
    path("my/assessment/", views.MyAssessment.as_view(), name="my_assessment"),
]
