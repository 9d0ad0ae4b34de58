from django.urls import path

from cadres.registry.tenures import views

urlpatterns = [
    path("tenures/", views.TenureList.as_view(), name="tenure_list"),
]
