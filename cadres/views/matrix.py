"""Who may do what, for the security administrator."""

from django.shortcuts import render

from cadres.choices import Role
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.views import Guarded


class Matrix(Guarded):
    permission = "cadres.view_matrix"

    def get(self, request):
        names = sorted(set().union(*PERMISSIONS_OF.values()))
        rows = [(name, [name in PERMISSIONS_OF.get(role, ()) for role in Role.values]) for name in names]
        return render(request, "cadres/matrix.html", {"roles": Role.labels, "rows": rows})
