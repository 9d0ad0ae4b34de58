from cadres.api import views


def register(router):
    router.register("divisions", views.DivisionViewSet, basename="division")
    router.register("organizations", views.OrganizationViewSet, basename="organization")
    router.register("posts", views.PostViewSet, basename="post")
    router.register("cadres", views.CadreViewSet, basename="cadre")
    router.register("tenures", views.TenureViewSet, basename="tenure")
    router.register("terms", views.TermViewSet, basename="term")
    router.register("rules", views.RuleViewSet, basename="rule")
