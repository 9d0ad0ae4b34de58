from django.urls import path

from selection.vacancies import views

urlpatterns = [
    path("vacancies/", views.VacancyList.as_view(), name="vacancy_list"),
    path("vacancies/new/", views.VacancyOpen.as_view(), name="vacancy_open"),
    path("vacancies/<int:pk>/", views.VacancyDetail.as_view(), name="vacancy_detail"),
    path("vacancies/<int:pk>/moves/<slug:name>/", views.VacancyMove.as_view(), name="vacancy_move"),
]
