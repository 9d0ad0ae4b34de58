from django.urls import path

from cadres.registry.appointment_forms.views import files, sheets

urlpatterns = [
    path("cadres/import/", files.FormImport.as_view(), name="form_import"),
    path("cadres/import/<int:pk>/", files.FormPreview.as_view(), name="form_preview"),
    path("cadres/import/<int:pk>/take/", files.FormTake.as_view(), name="form_take"),
    path("cadres/forms/", sheets.ApprovalForm.as_view(), name="approval_form"),
    path("cadres/forms.docx", sheets.ApprovalDocx.as_view(), name="approval_docx"),
    path("cadres/<int:pk>/form.lrmx", files.FormExport.as_view(), name="form_export"),
]
