from django.urls import path

from cadres.platform.accounts.views import accounts, matrix, session, sign_ins, tokens

urlpatterns = [
    path("session/", session.SessionLeft.as_view(), name="session_left"),
    path("session/everywhere/", sign_ins.SignIns.as_view(), name="sign_ins"),
    path("session/everywhere/end/", sign_ins.SignOutEverywhere.as_view(), name="sign_out_everywhere"),
    path("tokens/", tokens.TokenList.as_view(), name="token_list"),
    path("tokens/<slug:pk>/revoke/", tokens.TokenRevoke.as_view(), name="token_revoke"),
    path("people/", accounts.AccountList.as_view(), name="account_list"),
    path("people/open/", accounts.AccountOpen.as_view(), name="account_open"),
    path("people/<int:pk>/", accounts.AccountDetail.as_view(), name="account_detail"),
    path("people/<int:pk>/close/", accounts.AccountClose.as_view(), name="account_close"),
    path("people/<int:pk>/reopen/", accounts.AccountReopen.as_view(), name="account_reopen"),
    path("people/<int:pk>/reset/", accounts.AccountReset.as_view(), name="account_reset"),
    path("matrix/", matrix.Matrix.as_view(), name="matrix"),
]
