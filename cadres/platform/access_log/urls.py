from django.urls import path

from cadres.platform.access_log import views

urlpatterns = [
    path("reveal/<str:key>/<int:pk>/", views.FieldReveal.as_view(), name="field_reveal"),
]
