from django.urls import path

from cadres.platform.rule_settings import views

urlpatterns = [
    path("rules/", views.RuleList.as_view(), name="rule_list"),
    path("rules/changes/", views.RuleChanges.as_view(), name="rule_changes"),
    path("rules/settings/<int:pk>/approve/", views.SettingApprove.as_view(), name="setting_approve"),
    path("rules/settings/<int:pk>/replay/", views.SettingReplay.as_view(), name="setting_replay"),
    path("rules/settings/<int:pk>/decline/", views.SettingDecline.as_view(), name="setting_decline"),
    path("rules/<str:key>/", views.RuleDetail.as_view(), name="rule_detail"),
    path("rules/<str:key>/propose/", views.SettingPropose.as_view(), name="setting_propose"),
]
