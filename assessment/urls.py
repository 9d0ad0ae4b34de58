"""Addresses of the assessment."""

from django.urls import path

from assessment.cycle_page import views as cycle_page_views
from assessment.cycles import views as cycles_views
from assessment.scores import views as scores_views
from assessment.systems import views as systems_views

app_name = "assessment"

urlpatterns = [
    path("systems/", systems_views.SystemList.as_view(), name="system_list"),
    path("systems/new/", systems_views.SystemNew.as_view(), name="system_new"),
    path("systems/<int:pk>/", systems_views.SystemDetail.as_view(), name="system_detail"),
    path("systems/<int:pk>/copy/", systems_views.SystemCopy.as_view(), name="system_copy"),
    path("systems/<int:pk>/moves/<slug:name>/", systems_views.SystemMove.as_view(), name="system_move"),
    path("systems/<int:pk>/indicators/new/", systems_views.IndicatorChange.as_view(), name="indicator_new"),
    path("systems/<int:pk>/indicators/<slug:code>/", systems_views.IndicatorChange.as_view(), name="indicator_change"),
    path(
        "systems/<int:pk>/indicators/<slug:code>/remove/",
        systems_views.IndicatorRemove.as_view(),
        name="indicator_remove",
    ),
    path("cycles/", cycle_page_views.CycleList.as_view(), name="cycle_list"),
    path("cycles/new/", cycle_page_views.CycleNew.as_view(), name="cycle_new"),
    path("cycles/<int:pk>/", cycle_page_views.CycleDetail.as_view(), name="cycle_detail"),
    path("cycles/<int:pk>/moves/<slug:name>/", cycle_page_views.CycleMove.as_view(), name="cycle_move"),
    path("cycles/<int:pk>/values/<slug:township>/", cycles_views.ValueEntry.as_view(), name="value_enter"),
    path("scores/", scores_views.ScoreList.as_view(), name="score_list"),
    path("scores/<int:pk>/", scores_views.ScoreDetail.as_view(), name="score_detail"),
    path("scores/<int:pk>/grade/", scores_views.ScoreGrade.as_view(), name="score_grade"),
    path("my/assessment/", scores_views.MyAssessment.as_view(), name="my_assessment"),
]
