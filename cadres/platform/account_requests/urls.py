from django.urls import path

from cadres.platform.account_requests.views import activation, requests

urlpatterns = [
    path("activate/", activation.Activate.as_view(), name="activate"),
    path("people/<int:pk>/role/", requests.AccountRole.as_view(), name="account_role"),
    path("people/<int:pk>/ask-reset/", requests.AccountAskReset.as_view(), name="account_ask_reset"),
    path("people/<int:pk>/ask-factor/", requests.AccountAskFactor.as_view(), name="account_ask_factor"),
    path("tokens/make/", requests.TokenMake.as_view(), name="token_make"),
    path("account-requests/", requests.AccountRequestList.as_view(), name="account_request_list"),
    path("account-requests/<int:pk>/", requests.AccountRequestDetail.as_view(), name="account_request_detail"),
    path(
        "account-requests/<int:pk>/moves/<slug:name>/",
        requests.AccountRequestMove.as_view(),
        name="account_request_move",
    ),
]
