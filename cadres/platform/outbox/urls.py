from django.urls import path

from cadres.platform.outbox import views

urlpatterns = [
    path("outbox/", views.OutboxList.as_view(), name="outbox_list"),
    path("outbox/<int:pk>/", views.OutboxDetail.as_view(), name="outbox_detail"),
    path("outbox/<int:pk>/try-again/", views.OutboxTryAgain.as_view(), name="outbox_try_again"),
    path("outbox/<int:pk>/give-up/", views.OutboxGiveUp.as_view(), name="outbox_give_up"),
]
