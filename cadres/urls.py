from django.urls import include, path

from cadres.views import cadres, divisions, notices, organizations, posts, rosters, structure, tenures

app_name = "cadres"

urlpatterns = [
    path("", include("cadres.urls_admin")),
    path("divisions/", divisions.DivisionList.as_view(), name="division_list"),
    path("divisions/<slug:pk>/", divisions.DivisionDetail.as_view(), name="division_detail"),
    path("divisions/<slug:pk>/structure/", structure.StructureDetail.as_view(), name="structure_detail"),
    path("divisions/<slug:pk>/profiles/new/", divisions.ProfileCreate.as_view(), name="profile_create"),
    path("divisions/<slug:pk>/pilots/new/", divisions.PilotDeclare.as_view(), name="pilot_declare"),
    path("profiles/<int:pk>/change/", divisions.ProfileChange.as_view(), name="profile_change"),
    path("organizations/", organizations.OrganizationList.as_view(), name="organization_list"),
    path("organizations/<int:pk>/", organizations.OrganizationDetail.as_view(), name="organization_detail"),
    path("organizations/<int:pk>/terms/new/", organizations.TermCreate.as_view(), name="term_create"),
    path("terms/<int:pk>/change/", organizations.TermChange.as_view(), name="term_change"),
    path("posts/", posts.PostList.as_view(), name="post_list"),
    path("posts/board/", posts.BoardList.as_view(), name="board_list"),
    path("posts/<int:pk>/", posts.PostDetail.as_view(), name="post_detail"),
    path("posts/<int:pk>/change/", posts.PostChange.as_view(), name="post_change"),
    path("rosters/", rosters.RosterList.as_view(), name="roster_list"),
    path("rosters/new/", rosters.RosterCreate.as_view(), name="roster_create"),
    path("rosters/<int:pk>/", rosters.RosterDetail.as_view(), name="roster_detail"),
    path("rosters/<int:pk>/change/", rosters.RosterChange.as_view(), name="roster_change"),
    path("rosters/<int:pk>/remove/", rosters.RosterRemove.as_view(), name="roster_remove"),
    path("tenures/", tenures.TenureList.as_view(), name="tenure_list"),
    path("notices/", notices.NoticeList.as_view(), name="notice_list"),
    path("notices/<int:pk>/", notices.NoticeOpen.as_view(), name="notice_open"),
    path("notices/<int:pk>/settle/", notices.NoticeSettle.as_view(), name="notice_settle"),
    path("my/file/", cadres.MyFile.as_view(), name="my_file"),
    path("cadres/", cadres.CadreList.as_view(), name="cadre_list"),
    path("cadres/new/", cadres.CadreCreate.as_view(), name="cadre_create"),
    path("cadres/<int:pk>/", cadres.CadreDetail.as_view(), name="cadre_detail"),
    path("cadres/<int:pk>/change/", cadres.CadreChange.as_view(), name="cadre_change"),
    path("cadres/<int:pk>/career/", cadres.CadreTimeline.as_view(), name="cadre_timeline"),
    path("cadres/<int:pk>/history/", cadres.CadreHistory.as_view(), name="cadre_history"),
    path("cadres/<int:pk>/<slug:key>/", cadres.CadrePanel.as_view(), name="cadre_panel"),
]
