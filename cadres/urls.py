from django.urls import include, path

app_name = "cadres"

urlpatterns = [
    path("", include("cadres.urls_admin")),
]
