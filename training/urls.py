from cadres.shared.extensions import addresses

app_name = "training"
urlpatterns = addresses("training")
