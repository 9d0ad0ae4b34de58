from django.urls import path

from cadres.registry.cadre_files.views import photos, sections

urlpatterns = [
    path("cadres/<int:pk>/photo/", photos.Photo.as_view(), name="photo"),
    path("cadres/<int:pk>/photo/change/", photos.PhotoChange.as_view(), name="photo_change"),
    path("cadres/<int:pk>/photo/remove/", photos.PhotoRemove.as_view(), name="photo_remove"),
    path("cadres/<int:pk>/education/", sections.EducationRows.as_view(), name="education_rows"),
    path("cadres/<int:pk>/education/new/", sections.EducationAdd.as_view(), name="education_add"),
    path("education/<int:pk>/change/", sections.EducationChange.as_view(), name="education_change"),
    path("education/<int:pk>/remove/", sections.EducationRemove.as_view(), name="education_remove"),
    path("cadres/<int:pk>/family/", sections.FamilyRows.as_view(), name="family_rows"),
    path("cadres/<int:pk>/family/new/", sections.FamilyAdd.as_view(), name="family_add"),
    path("family/<int:pk>/change/", sections.FamilyChange.as_view(), name="family_change"),
    path("family/<int:pk>/remove/", sections.FamilyRemove.as_view(), name="family_remove"),
    path("family/<int:pk>/move/<slug:way>/", sections.FamilyMove.as_view(), name="family_move"),
    path("cadres/<int:pk>/results/", sections.ResultRows.as_view(), name="result_rows"),
    path("cadres/<int:pk>/results/new/", sections.ResultAdd.as_view(), name="result_add"),
    path("results/<int:pk>/change/", sections.ResultChange.as_view(), name="result_change"),
    path("results/<int:pk>/remove/", sections.ResultRemove.as_view(), name="result_remove"),
]
