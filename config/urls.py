"""Every address of the program. Each app names its own; the root composes."""

from django.urls import include, path

from config import health, views

handler500 = "config.views.server_error"

urlpatterns = [
    path("", views.HomePage.as_view(), name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("health/", views.HealthPage.as_view(), name="health"),
    path("theme/", views.set_theme, name="set_theme"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("config.account_urls")),
    path("api/", include("config.api")),
    path("", include("cadres.urls")),
    path("", include("selection.urls")),
    path("", include("training.urls")),
    path("", include("assessment.urls")),
    path("", include("incentives.urls")),
]
