from django.urls import path

from cadres.registry.corrections import views

urlpatterns = [
    path("corrections/", views.CorrectionList.as_view(), name="correction_list"),
    path("corrections/<int:pk>/", views.CorrectionDetail.as_view(), name="correction_detail"),
    path("corrections/<int:pk>/moves/<slug:name>/", views.CorrectionMove.as_view(), name="correction_move"),
    path("cadres/<int:pk>/corrections/new/", views.CorrectionEnter.as_view(), name="correction_enter"),
    path("tenures/<int:pk>/correct/", views.CorrectionTenure.as_view(), name="correction_tenure"),
    path("sanctions/<int:pk>/annul/", views.SanctionAnnul.as_view(), name="sanction_annul"),
]
