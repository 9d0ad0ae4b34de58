from django.urls import path

from cadres.registry.board import views

urlpatterns = [
    path("posts/board/", views.BoardList.as_view(), name="board_list"),
]
