from django.urls import path

from cadres.registry.ranks import views

urlpatterns = [
    path("cadres/<int:pk>/ranks/new/", views.RankEnter.as_view(), name="rank_enter"),
    path("ranks/<int:pk>/change/", views.RankCorrect.as_view(), name="rank_correct"),
    path("ranks/<int:pk>/end/", views.RankEnd.as_view(), name="rank_end"),
    path("ranks/<int:pk>/remove/", views.RankRemove.as_view(), name="rank_remove"),
]
