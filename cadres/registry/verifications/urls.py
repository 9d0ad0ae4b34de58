from django.urls import path

from cadres.registry.verifications import views

urlpatterns = [
    path("verifications/", views.VerificationList.as_view(), name="verification_list"),
    path("cadres/<int:pk>/verification/", views.CadreVerification.as_view(), name="cadre_verification"),
    path("cadres/<int:pk>/verification/<slug:item>/", views.Verify.as_view(), name="verify"),
]
