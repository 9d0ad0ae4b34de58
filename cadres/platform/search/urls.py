from django.urls import path

from cadres.platform.search import views

urlpatterns = [
    path("find/", views.Find.as_view(), name="find"),
]
