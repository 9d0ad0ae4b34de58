"""Addresses of the parts of a file and of what is verified; included by ``cadres.urls``."""

from django.urls import path

from cadres.views import parts, verifications

urlpatterns = [
    path("verifications/", verifications.VerificationList.as_view(), name="verification_list"),
    path("cadres/<int:pk>/verification/", verifications.CadreVerification.as_view(), name="cadre_verification"),
    path("cadres/<int:pk>/verification/<slug:item>/", verifications.Verify.as_view(), name="verify"),
    path("cadres/<int:pk>/education/new/", parts.EducationAdd.as_view(), name="education_add"),
    path("education/<int:pk>/change/", parts.EducationChange.as_view(), name="education_change"),
    path("education/<int:pk>/remove/", parts.EducationRemove.as_view(), name="education_remove"),
    path("cadres/<int:pk>/family/new/", parts.FamilyAdd.as_view(), name="family_add"),
    path("family/<int:pk>/change/", parts.FamilyChange.as_view(), name="family_change"),
    path("family/<int:pk>/remove/", parts.FamilyRemove.as_view(), name="family_remove"),
    path("family/<int:pk>/move/<slug:way>/", parts.FamilyMove.as_view(), name="family_move"),
    path("cadres/<int:pk>/results/new/", parts.ResultAdd.as_view(), name="result_add"),
    path("results/<int:pk>/change/", parts.ResultChange.as_view(), name="result_change"),
    path("results/<int:pk>/remove/", parts.ResultRemove.as_view(), name="result_remove"),
    path("cadres/<int:pk>/sanctions/new/", parts.SanctionEnter.as_view(), name="sanction_enter"),
    path("sanctions/<int:pk>/change/", parts.SanctionChange.as_view(), name="sanction_change"),
    path("sanctions/<int:pk>/annul/", parts.SanctionAnnul.as_view(), name="sanction_annul"),
]
