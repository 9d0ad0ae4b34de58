from cadres.platform.divisions import api as divisions_views
from cadres.platform.rule_settings import api as rule_settings_views
from cadres.registry.file_page import api as file_page_views
from cadres.registry.organizations import api as organizations_views
from cadres.registry.posts import api as posts_views
from cadres.registry.tenures import api as tenures_views


def register(router):
    router.register("divisions", divisions_views.DivisionViewSet, basename="division")
    router.register("organizations", organizations_views.OrganizationViewSet, basename="organization")
    router.register("posts", posts_views.PostViewSet, basename="post")
    router.register("cadres", file_page_views.CadreViewSet, basename="cadre")
    router.register("tenures", tenures_views.TenureViewSet, basename="tenure")
    router.register("terms", organizations_views.TermViewSet, basename="term")
    router.register("rules", rule_settings_views.RuleViewSet, basename="rule")
