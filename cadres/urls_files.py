"""Addresses of the parts of a file and of what is verified; included by ``cadres.urls``."""

from django.urls import path

from cadres.registry.cadre_files.views import sections as views_parts
from cadres.registry.sanctions import views as sanctions_parts
from cadres.registry.verifications import views as verifications

urlpatterns = [
    path("verifications/", verifications.VerificationList.as_view(), name="verification_list"),
    path("cadres/<int:pk>/verification/", verifications.CadreVerification.as_view(), name="cadre_verification"),
    path("cadres/<int:pk>/verification/<slug:item>/", verifications.Verify.as_view(), name="verify"),
    path("cadres/<int:pk>/education/new/", views_parts.EducationAdd.as_view(), name="education_add"),
    path("education/<int:pk>/change/", views_parts.EducationChange.as_view(), name="education_change"),
    path("education/<int:pk>/remove/", views_parts.EducationRemove.as_view(), name="education_remove"),
    path("cadres/<int:pk>/family/new/", views_parts.FamilyAdd.as_view(), name="family_add"),
    path("family/<int:pk>/change/", views_parts.FamilyChange.as_view(), name="family_change"),
    path("family/<int:pk>/remove/", views_parts.FamilyRemove.as_view(), name="family_remove"),
    path("family/<int:pk>/move/<slug:way>/", views_parts.FamilyMove.as_view(), name="family_move"),
    path("cadres/<int:pk>/results/new/", views_parts.ResultAdd.as_view(), name="result_add"),
    path("results/<int:pk>/change/", views_parts.ResultChange.as_view(), name="result_change"),
    path("results/<int:pk>/remove/", views_parts.ResultRemove.as_view(), name="result_remove"),
    path("cadres/<int:pk>/sanctions/new/", sanctions_parts.SanctionEnter.as_view(), name="sanction_enter"),
    path("sanctions/<int:pk>/change/", sanctions_parts.SanctionChange.as_view(), name="sanction_change"),
    path("sanctions/<int:pk>/annul/", sanctions_parts.SanctionAnnul.as_view(), name="sanction_annul"),
]
