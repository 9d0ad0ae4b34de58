from cadres.shared.extensions import addresses

app_name = "assessment"
urlpatterns = addresses("assessment")
