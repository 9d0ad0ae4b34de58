from django.urls import path

from cadres.registry.file_page.views import CadrePanel
from cadres.shared.extensions import addresses

app_name = "cadres"
urlpatterns = [
    *addresses("cadres"),
    # A section of a file that another noun contributes. Any word fits, so it stands below all other addresses.
    path("cadres/<int:pk>/<slug:key>/", CadrePanel.as_view(), name="cadre_panel"),
]
