from django.urls import path

from training.needs import views

urlpatterns = [
    path("needs/", views.NeedList.as_view(), name="need_list"),
    path("needs/new/<int:pk>/", views.NeedNew.as_view(), name="need_new"),
]
