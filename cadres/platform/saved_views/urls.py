from django.urls import path

from cadres.platform.saved_views import views

urlpatterns = [
    path("views/", views.ViewList.as_view(), name="view_list"),
    path("views/new/", views.ViewSave.as_view(), name="view_save"),
    path("views/<int:pk>/change/", views.ViewChange.as_view(), name="view_change"),
    path("views/<int:pk>/delete/", views.ViewDelete.as_view(), name="view_delete"),
]
