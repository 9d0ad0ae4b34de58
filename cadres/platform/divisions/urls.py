from django.urls import path

from cadres.platform.divisions import views

urlpatterns = [
    path("divisions/names/", views.DivisionNames.as_view(), name="division_names"),
]
