from cadres.shared.extensions import addresses

app_name = "incentives"
urlpatterns = addresses("incentives")
