from django.urls import path

from cadres.registry.search import views

urlpatterns = [
    path("find/number/", views.NumberSearch.as_view(), name="find_by_number"),
]
