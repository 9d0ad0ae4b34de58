from django.urls import path

from incentives import views

app_name = "incentives"

urlpatterns = [
    path("awards/", views.AwardList.as_view(), name="award_list"),
    path("awards/new/", views.AwardNew.as_view(), name="award_new"),
    path("awards/suggestions/", views.Suggestions.as_view(), name="award_suggestions"),
    path("awards/subsidies/", views.SubsidyList.as_view(), name="subsidy_list"),
    path("awards/rates/", views.RateList.as_view(), name="rate_list"),
    path("awards/rates/new/", views.RateNew.as_view(), name="rate_new"),
    path("awards/rates/<int:pk>/approve/", views.RateApprove.as_view(), name="rate_approve"),
    path("awards/<int:pk>/", views.AwardDetail.as_view(), name="award_detail"),
    path("awards/<int:pk>/moves/<slug:name>/", views.AwardMove.as_view(), name="award_move"),
    path("my/awards/", views.MyAwards.as_view(), name="my_awards"),
]
