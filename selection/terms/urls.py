from django.urls import path

from selection.terms import views

urlpatterns = [
    path("watch/", views.WatchList.as_view(), name="watch_list"),
]
