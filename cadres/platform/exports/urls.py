from django.urls import path

from cadres.platform.exports import views

urlpatterns = [
    path("exports/", views.ExportList.as_view(), name="export_list"),
    path("exports/new/", views.ExportNew.as_view(), name="export_new"),
    path("exports/<int:pk>/", views.ExportDetail.as_view(), name="export_detail"),
    path("exports/<int:pk>/rows/", views.ExportRows.as_view(), name="export_rows"),
    path("exports/<int:pk>/moves/<slug:name>/", views.ExportMove.as_view(), name="export_move"),
]
