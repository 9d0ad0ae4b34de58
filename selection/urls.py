from cadres.shared.extensions import addresses

app_name = "selection"
urlpatterns = addresses("selection")
