from django.urls import path

from selection.terms import views

urlpatterns = [
    path("watch/", views.WatchList.as_view(), name="watch_list"),
    path("watch/vacancy/", views.TenureSuccession.as_view(), name="tenure_succession"),
    path("watch/<int:pk>/vacancy/", views.WatchSuccession.as_view(), name="watch_succession"),
]
