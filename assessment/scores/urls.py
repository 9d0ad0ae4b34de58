from django.urls import path

from assessment.scores import views

urlpatterns = [
    path("scores/", views.ScoreList.as_view(), name="score_list"),
    path("cycles/<int:pk>/grades/", views.CycleGrades.as_view(), name="cycle_grades"),
    path("scores/<int:pk>/", views.ScoreDetail.as_view(), name="score_detail"),
    path("scores/<int:pk>/grade/", views.ScoreGrade.as_view(), name="score_grade"),
    path("my/assessment/", views.MyAssessment.as_view(), name="my_assessment"),
]
