from django.urls import path

from cadres.platform.retention import views

urlpatterns = [
    path("retention/", views.Retention.as_view(), name="retention"),
    path("retention/disposals/", views.DisposalList.as_view(), name="disposal_list"),
    path("retention/<slug:records>/dispose/", views.DisposalNew.as_view(), name="disposal_new"),
    path("retention/disposals/<int:pk>/", views.DisposalDetail.as_view(), name="disposal_detail"),
    path("retention/disposals/<int:pk>/moves/<slug:name>/", views.DisposalMove.as_view(), name="disposal_move"),
    path("my/data/", views.OwnData.as_view(), name="own_data"),
]
