from django.urls import path

from cadres.registry.protection import views

urlpatterns = [
    path("kinships/", views.KinshipList.as_view(), name="kinship_list"),
    path("kinships/declare/", views.KinshipDeclare.as_view(), name="kinship_declare"),
    path("kinships/<int:pk>/moves/<slug:name>/", views.KinshipMove.as_view(), name="kinship_move"),
    path("cadres/<int:pk>/readers/", views.CadreReaders.as_view(), name="cadre_readers"),
]
