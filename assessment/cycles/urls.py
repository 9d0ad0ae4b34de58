from django.urls import path

from assessment.cycles import views

urlpatterns = [
    path("cycles/<int:pk>/values/", views.NumberEntry.as_view(), name="number_enter"),
    path("cycles/<int:pk>/values/<slug:township>/", views.ValueEntry.as_view(), name="value_enter"),
]
