from django.urls import path

from cadres.registry.township_page.views import structure, townships

urlpatterns = [
    path("divisions/", townships.DivisionList.as_view(), name="division_list"),
    path("divisions/<slug:pk>/", townships.DivisionDetail.as_view(), name="division_detail"),
    path("divisions/<slug:pk>/structure/", structure.StructureDetail.as_view(), name="structure_detail"),
    path("divisions/<slug:pk>/profiles/new/", townships.ProfileCreate.as_view(), name="profile_create"),
    path("divisions/<slug:pk>/pilots/new/", townships.PilotDeclare.as_view(), name="pilot_declare"),
    path("pilots/<int:pk>/end/", townships.PilotEnd.as_view(), name="pilot_end"),
    path("profiles/<int:pk>/change/", townships.ProfileChange.as_view(), name="profile_change"),
]
