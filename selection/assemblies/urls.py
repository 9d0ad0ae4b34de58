from django.urls import path

from selection.assemblies import views

urlpatterns = [
    path("elections/<int:pk>/assemblies/new/", views.AssemblyConvene.as_view(), name="assembly_convene"),
    path("assemblies/<int:pk>/", views.AssemblyDetail.as_view(), name="assembly_detail"),
    path("assemblies/<int:pk>/moves/<slug:name>/", views.AssemblyMove.as_view(), name="assembly_move"),
    path("assemblies/<int:pk>/candidates/new/", views.CandidateNominate.as_view(), name="assembly_nominate"),
    path("assemblies/candidates/<int:pk>/withdraw/", views.CandidateWithdraw.as_view(), name="candidate_withdraw"),
    path("assemblies/<int:pk>/ballots/new/", views.RoundRecord.as_view(), name="round_record"),
    path("assemblies/ballots/<int:pk>/", views.RoundCorrect.as_view(), name="round_correct"),
]
