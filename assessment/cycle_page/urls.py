from django.urls import path

from assessment.cycle_page import views

urlpatterns = [
    path("cycles/", views.CycleList.as_view(), name="cycle_list"),
    path("cycles/new/", views.CycleNew.as_view(), name="cycle_new"),
    path("cycles/<int:pk>/", views.CycleDetail.as_view(), name="cycle_detail"),
    path("cycles/<int:pk>/moves/<slug:name>/", views.CycleMove.as_view(), name="cycle_move"),
]
