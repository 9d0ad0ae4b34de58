"""Addresses of selection."""

from django.urls import path

from selection.elections import views as elections
from selection.terms import views as tenure
from selection.vacancies import views as vacancies

app_name = "selection"

urlpatterns = [
    path("vacancies/", vacancies.VacancyList.as_view(), name="vacancy_list"),
    path("vacancies/new/", vacancies.VacancyOpen.as_view(), name="vacancy_open"),
    path("vacancies/<int:pk>/", vacancies.VacancyDetail.as_view(), name="vacancy_detail"),
    path("vacancies/<int:pk>/moves/<slug:name>/", vacancies.VacancyMove.as_view(), name="vacancy_move"),
    path("vacancies/<int:pk>/election/", elections.ElectionOpen.as_view(), name="election_open"),
    path("elections/", elections.ElectionList.as_view(), name="election_list"),
    path("elections/<int:pk>/", elections.ElectionDetail.as_view(), name="election_detail"),
    path("elections/<int:pk>/plan/", elections.ElectionPlan.as_view(), name="election_plan"),
    path("elections/<int:pk>/moves/<slug:name>/", elections.ElectionMove.as_view(), name="election_move"),
    path("elections/<int:pk>/nominees/new/", elections.NomineeRegister.as_view(), name="nominee_register"),
    path("elections/<int:pk>/recommendation/", elections.RecommendationRecord.as_view(), name="recommendation_record"),
    path("elections/<int:pk>/vote/", elections.BallotEnter.as_view(), name="ballot_enter"),
    path("elections/<int:pk>/objections/new/", elections.ComplaintReceive.as_view(), name="complaint_receive"),
    path("elections/objections/<int:pk>/", elections.ComplaintSettle.as_view(), name="complaint_settle"),
    path("elections/nominees/<int:pk>/withdraw/", elections.NomineeWithdraw.as_view(), name="nominee_withdraw"),
    path("elections/nominees/<int:pk>/exception/", elections.NomineeWaive.as_view(), name="nominee_waive"),
    path("elections/nominees/<int:pk>/inspection/", elections.InspectionRecord.as_view(), name="inspection_record"),
    path("watch/", tenure.WatchList.as_view(), name="watch_list"),
]
