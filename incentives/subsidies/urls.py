from django.urls import path

from incentives.subsidies import views

urlpatterns = [
    path("awards/subsidies/", views.SubsidyList.as_view(), name="subsidy_list"),
    path("awards/rates/", views.RateList.as_view(), name="rate_list"),
    path("awards/rates/new/", views.RateNew.as_view(), name="rate_new"),
    path("awards/rates/<int:pk>/approve/", views.RateApprove.as_view(), name="rate_approve"),
]
