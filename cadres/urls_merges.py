"""Addresses of duplicates and merges; included by ``cadres.urls``."""

from django.urls import path

from cadres.platform.merging import views as merges

urlpatterns = [
    path("duplicates/", merges.DuplicateList.as_view(), name="duplicate_home"),
    path("duplicates/merges/", merges.MergeList.as_view(), name="merge_list"),
    path("duplicates/merges/<int:pk>/", merges.MergeDetail.as_view(), name="merge_detail"),
    path("duplicates/merges/<int:pk>/moves/<slug:name>/", merges.MergeMove.as_view(), name="merge_move"),
    path("duplicates/pairs/<int:pk>/", merges.DuplicateDetail.as_view(), name="duplicate_detail"),
    path("duplicates/pairs/<int:pk>/moves/<slug:name>/", merges.DuplicateMove.as_view(), name="duplicate_move"),
    path("duplicates/<slug:kind>/", merges.DuplicateList.as_view(), name="duplicate_list"),
    path("duplicates/<slug:kind>/find/", merges.DuplicateFind.as_view(), name="duplicate_find"),
]
