from django.urls import path

from incentives.awards import views as awards_views
from incentives.subsidies import views as subsidies_views

app_name = "incentives"

urlpatterns = [
    path("awards/", awards_views.AwardList.as_view(), name="award_list"),
    path("awards/new/", awards_views.AwardNew.as_view(), name="award_new"),
    path("awards/suggestions/", awards_views.Suggestions.as_view(), name="award_suggestions"),
    path("awards/subsidies/", subsidies_views.SubsidyList.as_view(), name="subsidy_list"),
    path("awards/rates/", subsidies_views.RateList.as_view(), name="rate_list"),
    path("awards/rates/new/", subsidies_views.RateNew.as_view(), name="rate_new"),
    path("awards/rates/<int:pk>/approve/", subsidies_views.RateApprove.as_view(), name="rate_approve"),
    path("awards/<int:pk>/", awards_views.AwardDetail.as_view(), name="award_detail"),
    path("awards/<int:pk>/moves/<slug:name>/", awards_views.AwardMove.as_view(), name="award_move"),
    path("my/awards/", awards_views.MyAwards.as_view(), name="my_awards"),
]
