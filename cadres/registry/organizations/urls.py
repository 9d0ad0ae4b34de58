from django.urls import path

from cadres.registry.organizations import views

urlpatterns = [
    path("organizations/", views.OrganizationList.as_view(), name="organization_list"),
    path("organizations/<int:pk>/", views.OrganizationDetail.as_view(), name="organization_detail"),
    path("organizations/<int:pk>/terms/new/", views.TermCreate.as_view(), name="term_create"),
    path("terms/<int:pk>/change/", views.TermChange.as_view(), name="term_change"),
]
