from django.urls import path

from cadres.registry.documents import views

urlpatterns = [
    path("cadres/<int:pk>/documents/", views.CadreDocuments.as_view(), name="cadre_documents"),
    path("cadres/<int:pk>/documents/new/", views.DocumentsPutIn.as_view(), name="documents_put_in"),
    path("cadres/<int:pk>/documents/catalogue/", views.Catalogue.as_view(), name="documents_catalogue"),
    path("documents/<int:pk>/view/", views.DocumentView.as_view(), name="document_view"),
    path("documents/<int:pk>/file/", views.DocumentDownload.as_view(), name="document_download"),
    path("documents/<int:pk>/change/", views.DocumentChange.as_view(), name="document_change"),
    path("documents/<int:pk>/edition/", views.DocumentEdition.as_view(), name="document_edition"),
    path("documents/<int:pk>/moves/<slug:name>/", views.DocumentMove.as_view(), name="document_move"),
]
