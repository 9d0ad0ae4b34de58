"""Who may do what, for the security administrator."""

from django.shortcuts import render

from cadres.platform.accounts.choices import Role
from cadres.shared.pages.records import Guarded
from cadres.shared.permissions import PERMISSIONS_OF


class Matrix(Guarded):
    permission = "cadres.view_matrix"

    def get(self, request):
        names = sorted(set().union(*PERMISSIONS_OF.values()))
        rows = [(name, [name in PERMISSIONS_OF.get(role, ()) for role in Role.values]) for name in names]
        return render(request, "cadres/accounts/matrix.html", {"roles": Role.labels, "rows": rows})
