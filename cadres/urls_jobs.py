from django.urls import path

from cadres.platform.exports import views as exports
from cadres.platform.imports import views as imports
from cadres.platform.jobs import views as jobs

urlpatterns = [
    path("jobs/", jobs.JobList.as_view(), name="job_list"),
    path("jobs/<int:pk>/", jobs.JobDetail.as_view(), name="job_detail"),
    path("jobs/<int:pk>/progress/", jobs.JobProgress.as_view(), name="job_progress"),
    path("jobs/<int:pk>/cancel/", jobs.JobCancel.as_view(), name="job_cancel"),
    path("jobs/<int:pk>/files/<slug:role>/", jobs.JobFileDownload.as_view(), name="job_file"),
    path("imports/", imports.ImportHome.as_view(), name="import_home"),
    path("imports/previews/<int:pk>/", imports.ImportPreview.as_view(), name="import_preview"),
    path("imports/previews/<int:pk>/apply/", imports.ImportApply.as_view(), name="import_apply"),
    path("imports/<slug:key>/", imports.ImportUpload.as_view(), name="import_upload"),
    path("imports/<slug:key>/template/", imports.ImportTemplate.as_view(), name="import_template"),
    path("imports/<slug:key>/export/", imports.ExportStart.as_view(), name="export_start"),
    path("exports/", exports.ExportList.as_view(), name="export_list"),
    path("exports/new/", exports.ExportNew.as_view(), name="export_new"),
    path("exports/<int:pk>/", exports.ExportDetail.as_view(), name="export_detail"),
    path("exports/<int:pk>/rows/", exports.ExportRows.as_view(), name="export_rows"),
    path("exports/<int:pk>/moves/<slug:name>/", exports.ExportMove.as_view(), name="export_move"),
]
