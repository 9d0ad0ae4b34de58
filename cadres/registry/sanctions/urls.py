from django.urls import path

from cadres.registry.sanctions import views

urlpatterns = [
    path("cadres/<int:pk>/sanctions/new/", views.SanctionEnter.as_view(), name="sanction_enter"),
    path("sanctions/<int:pk>/change/", views.SanctionChange.as_view(), name="sanction_change"),
]
