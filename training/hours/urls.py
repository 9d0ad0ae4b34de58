from django.urls import path

from training.hours import views

urlpatterns = [
    path("needs/find/", views.NeedsFind.as_view(), name="need_find"),
]
