from django.urls import path

from cadres.registry.posts import views

urlpatterns = [
    path("posts/", views.PostList.as_view(), name="post_list"),
    path("posts/<int:pk>/", views.PostDetail.as_view(), name="post_detail"),
    path("posts/<int:pk>/change/", views.PostChange.as_view(), name="post_change"),
]
