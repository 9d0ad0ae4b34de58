from django.urls import path

from cadres.platform.jobs import views

urlpatterns = [
    path("jobs/", views.JobList.as_view(), name="job_list"),
    path("jobs/<int:pk>/", views.JobDetail.as_view(), name="job_detail"),
    path("jobs/<int:pk>/progress/", views.JobProgress.as_view(), name="job_progress"),
    path("jobs/<int:pk>/cancel/", views.JobCancel.as_view(), name="job_cancel"),
    path("jobs/<int:pk>/files/<slug:role>/", views.JobFileDownload.as_view(), name="job_file"),
]
