from django.urls import path

from cadres.platform.notices import views

urlpatterns = [
    path("notices/", views.NoticeList.as_view(), name="notice_list"),
    path("notices/<int:pk>/", views.NoticeOpen.as_view(), name="notice_open"),
    path("notices/<int:pk>/settle/", views.NoticeSettle.as_view(), name="notice_settle"),
]
