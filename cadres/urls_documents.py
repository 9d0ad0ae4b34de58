"""Addresses of the papers and the photo of a file; included by ``cadres.urls``."""

from django.urls import path

from cadres.registry.cadre_files.views import photos
from cadres.registry.documents import views as documents

urlpatterns = [
    path("cadres/<int:pk>/documents/", documents.CadreDocuments.as_view(), name="cadre_documents"),
    path("cadres/<int:pk>/documents/new/", documents.DocumentsPutIn.as_view(), name="documents_put_in"),
    path("cadres/<int:pk>/documents/catalogue/", documents.Catalogue.as_view(), name="documents_catalogue"),
    path("cadres/<int:pk>/photo/", photos.Photo.as_view(), name="photo"),
    path("cadres/<int:pk>/photo/change/", photos.PhotoChange.as_view(), name="photo_change"),
    path("cadres/<int:pk>/photo/remove/", photos.PhotoRemove.as_view(), name="photo_remove"),
    path("documents/<int:pk>/view/", documents.DocumentView.as_view(), name="document_view"),
    path("documents/<int:pk>/file/", documents.DocumentDownload.as_view(), name="document_download"),
    path("documents/<int:pk>/change/", documents.DocumentChange.as_view(), name="document_change"),
    path("documents/<int:pk>/edition/", documents.DocumentEdition.as_view(), name="document_edition"),
    path("documents/<int:pk>/moves/<slug:name>/", documents.DocumentMove.as_view(), name="document_move"),
]
