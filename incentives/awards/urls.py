from django.urls import path

from incentives.awards import views

urlpatterns = [
    path("awards/", views.AwardList.as_view(), name="award_list"),
    path("awards/new/", views.AwardNew.as_view(), name="award_new"),
    path("awards/suggestions/", views.Suggestions.as_view(), name="award_suggestions"),
    path("awards/<int:pk>/", views.AwardDetail.as_view(), name="award_detail"),
    path("awards/<int:pk>/moves/<slug:name>/", views.AwardMove.as_view(), name="award_move"),
    path("my/awards/", views.MyAwards.as_view(), name="my_awards"),
]
