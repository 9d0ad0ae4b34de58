from django.urls import path

from cadres.platform.attachments import views

urlpatterns = [
    path("attachments/<int:pk>/", views.AttachmentDetail.as_view(), name="attachment_detail"),
    path("attachments/<int:pk>/view/", views.AttachmentView.as_view(), name="attachment_view"),
    path("attachments/<int:pk>/file/", views.AttachmentDownload.as_view(), name="attachment_download"),
    path("attachments/<int:pk>/replace/", views.AttachmentReplace.as_view(), name="attachment_replace"),
    path("attachments/<str:model>/<int:pk>/<slug:slot>/", views.AttachmentNew.as_view(), name="attachment_new"),
]
