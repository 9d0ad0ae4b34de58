from django.urls import path

from assessment.systems import views

urlpatterns = [
    path("systems/", views.SystemList.as_view(), name="system_list"),
    path("systems/new/", views.SystemNew.as_view(), name="system_new"),
    path("systems/<int:pk>/", views.SystemDetail.as_view(), name="system_detail"),
    path("systems/<int:pk>/copy/", views.SystemCopy.as_view(), name="system_copy"),
    path("systems/<int:pk>/moves/<slug:name>/", views.SystemMove.as_view(), name="system_move"),
    path("systems/<int:pk>/indicators/new/", views.IndicatorChange.as_view(), name="indicator_new"),
    path("systems/<int:pk>/indicators/<slug:code>/", views.IndicatorChange.as_view(), name="indicator_change"),
    path("systems/<int:pk>/indicators/<slug:code>/remove/", views.IndicatorRemove.as_view(), name="indicator_remove"),
]
