from django.urls import path

from cadres.registry.file_page import views

urlpatterns = [
    path("my/file/", views.MyFile.as_view(), name="my_file"),
    path("cadres/", views.CadreList.as_view(), name="cadre_list"),
    path("cadres/conditions/", views.CadreConditions.as_view(), name="cadre_conditions"),
    path("cadres/new/", views.CadreCreate.as_view(), name="cadre_create"),
    path("cadres/<int:pk>/", views.CadreDetail.as_view(), name="cadre_detail"),
    path("cadres/<int:pk>/change/", views.CadreChange.as_view(), name="cadre_change"),
    path("cadres/<int:pk>/career/", views.CadreTimeline.as_view(), name="cadre_timeline"),
    path("cadres/<int:pk>/history/", views.CadreHistory.as_view(), name="cadre_history"),
]
