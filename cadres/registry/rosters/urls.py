from django.urls import path

from cadres.registry.rosters import views

urlpatterns = [
    path("rosters/", views.RosterList.as_view(), name="roster_list"),
    path("rosters/new/", views.RosterCreate.as_view(), name="roster_create"),
    path("rosters/<int:pk>/", views.RosterDetail.as_view(), name="roster_detail"),
    path("rosters/<int:pk>/change/", views.RosterChange.as_view(), name="roster_change"),
    path("rosters/<int:pk>/remove/", views.RosterRemove.as_view(), name="roster_remove"),
]
