from django.urls import path

from cadres.platform.merging import views

urlpatterns = [
    path("duplicates/", views.DuplicateList.as_view(), name="duplicate_home"),
    path("duplicates/merges/", views.MergeList.as_view(), name="merge_list"),
    path("duplicates/merges/<int:pk>/", views.MergeDetail.as_view(), name="merge_detail"),
    path("duplicates/merges/<int:pk>/moves/<slug:name>/", views.MergeMove.as_view(), name="merge_move"),
    path("duplicates/pairs/<int:pk>/", views.DuplicateDetail.as_view(), name="duplicate_detail"),
    path("duplicates/pairs/<int:pk>/moves/<slug:name>/", views.DuplicateMove.as_view(), name="duplicate_move"),
    path("duplicates/<slug:kind>/", views.DuplicateList.as_view(), name="duplicate_list"),
    path("duplicates/<slug:kind>/find/", views.DuplicateFind.as_view(), name="duplicate_find"),
]
