"""Every address of the program. Each app names its own; the root composes. Public is only what says so."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import health, views

handler500 = "config.views.server_error"

urlpatterns = [
    path("", views.HomePage.as_view(), name="home"),
    path("healthz", login_not_required(health.healthz), name="healthz"),
    path("health/", views.HealthPage.as_view(), name="health"),
    path("theme/", login_not_required(views.set_theme), name="set_theme"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("accounts/", include("config.account_urls")),
    path("api/", include("config.api")),
    path("", include("cadres.urls")),
    path("", include("selection.urls")),
    path("", include("training.urls")),
    path("", include("assessment.urls")),
    path("", include("incentives.urls")),
]
