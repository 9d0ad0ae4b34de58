from django.urls import path

from cadres.platform.sealing import views

urlpatterns = [
    path("audit/chain/", views.ChainPage.as_view(), name="chain"),
    path("audit/chain/checkpoints.txt", views.CheckpointsFile.as_view(), name="chain_checkpoints"),
    path("audit/chain/days/<str:day>/", views.DayPage.as_view(), name="chain_day"),
]
