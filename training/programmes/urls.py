from django.urls import path

from training.programmes import views

urlpatterns = [
    path("classes/programmes/", views.ProgrammeList.as_view(), name="programme_list"),
    path("classes/programmes/new/", views.ProgrammeNew.as_view(), name="programme_new"),
]
