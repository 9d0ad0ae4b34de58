from django.urls import path

from cadres.platform.imports import views

urlpatterns = [
    path("imports/", views.ImportHome.as_view(), name="import_home"),
    path("imports/previews/<int:pk>/", views.ImportPreview.as_view(), name="import_preview"),
    path("imports/previews/<int:pk>/apply/", views.ImportApply.as_view(), name="import_apply"),
    path("imports/<slug:key>/", views.ImportUpload.as_view(), name="import_upload"),
    path("imports/<slug:key>/template/", views.ImportTemplate.as_view(), name="import_template"),
    path("imports/<slug:key>/export/", views.ExportStart.as_view(), name="export_start"),
]
