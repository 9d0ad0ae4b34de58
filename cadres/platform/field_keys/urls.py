from django.urls import path

from cadres.platform.field_keys import views

urlpatterns = [
    path("keys/", views.KeyList.as_view(), name="key_list"),
    path("keys/encrypt/", views.KeyEncrypt.as_view(), name="key_encrypt"),
]
