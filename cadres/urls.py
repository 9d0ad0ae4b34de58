from django.urls import include, path

from cadres.platform.accounts.views import session
from cadres.platform.notices import views as notices
from cadres.platform.saved_views import views as saved_views
from cadres.platform.search import views as find
from cadres.registry.board import views as board_posts
from cadres.registry.file_page import views as cadres
from cadres.registry.organizations import views as organizations
from cadres.registry.posts import views as posts_posts
from cadres.registry.rosters import views as rosters
from cadres.registry.tenures import views as tenures
from cadres.registry.township_page.views import structure
from cadres.registry.township_page.views import townships as divisions

app_name = "cadres"

urlpatterns = [
    path("", include("cadres.urls_admin")),
    path("", include("cadres.urls_files")),
    path("", include("cadres.urls_jobs")),
    path("", include("cadres.urls_documents")),
    path("", include("cadres.urls_merges")),
    path("", include("cadres.platform.outbox.urls")),
    path("working-days/", include("cadres.platform.calendar.urls")),
    path("", include("cadres.platform.attachments.urls")),
    path("", include("cadres.registry.word_templates.urls")),
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
    path("posts/", posts_posts.PostList.as_view(), name="post_list"),
    path("posts/board/", board_posts.BoardList.as_view(), name="board_list"),
    path("posts/<int:pk>/", posts_posts.PostDetail.as_view(), name="post_detail"),
    path("posts/<int:pk>/change/", posts_posts.PostChange.as_view(), name="post_change"),
    path("rosters/", rosters.RosterList.as_view(), name="roster_list"),
    path("rosters/new/", rosters.RosterCreate.as_view(), name="roster_create"),
    path("rosters/<int:pk>/", rosters.RosterDetail.as_view(), name="roster_detail"),
    path("rosters/<int:pk>/change/", rosters.RosterChange.as_view(), name="roster_change"),
    path("rosters/<int:pk>/remove/", rosters.RosterRemove.as_view(), name="roster_remove"),
    path("tenures/", tenures.TenureList.as_view(), name="tenure_list"),
    path("notices/", notices.NoticeList.as_view(), name="notice_list"),
    path("notices/<int:pk>/", notices.NoticeOpen.as_view(), name="notice_open"),
    path("notices/<int:pk>/settle/", notices.NoticeSettle.as_view(), name="notice_settle"),
    path("find/", find.Find.as_view(), name="find"),
    path("views/", saved_views.ViewList.as_view(), name="view_list"),
    path("views/new/", saved_views.ViewSave.as_view(), name="view_save"),
    path("views/<int:pk>/change/", saved_views.ViewChange.as_view(), name="view_change"),
    path("views/<int:pk>/delete/", saved_views.ViewDelete.as_view(), name="view_delete"),
    path("session/", session.SessionLeft.as_view(), name="session_left"),
    path("my/file/", cadres.MyFile.as_view(), name="my_file"),
    path("cadres/", cadres.CadreList.as_view(), name="cadre_list"),
    path("cadres/conditions/", cadres.CadreConditions.as_view(), name="cadre_conditions"),
    path("cadres/new/", cadres.CadreCreate.as_view(), name="cadre_create"),
    path("cadres/<int:pk>/", cadres.CadreDetail.as_view(), name="cadre_detail"),
    path("cadres/<int:pk>/change/", cadres.CadreChange.as_view(), name="cadre_change"),
    path("cadres/<int:pk>/career/", cadres.CadreTimeline.as_view(), name="cadre_timeline"),
    path("cadres/<int:pk>/history/", cadres.CadreHistory.as_view(), name="cadre_history"),
    path("cadres/<int:pk>/<slug:key>/", cadres.CadrePanel.as_view(), name="cadre_panel"),
]
