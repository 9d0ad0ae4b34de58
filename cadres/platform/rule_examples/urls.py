from django.urls import path

from cadres.platform.rule_examples import views

urlpatterns = [
    path("rules/examples/", views.ExampleList.as_view(), name="example_list"),
    path("rules/examples/signed/<int:pk>/withdraw/", views.ExampleWithdraw.as_view(), name="example_withdraw"),
    path("rules/examples/<str:key>/", views.ExampleTry.as_view(), name="example_try"),
    path("rules/examples/<str:key>/sign/", views.ExampleSign.as_view(), name="example_sign"),
]
