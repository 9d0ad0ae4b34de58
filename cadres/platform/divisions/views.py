"""Names of places, offered while somebody types one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cadres.platform.divisions.models import Division
from cadres.shared.pages.records import Guarded

OFFERED = 20


class DivisionNames(Guarded):
    """Of the whole nation, since people grew up anywhere. The one parameter bears the name of the field that asks."""

    permission = "cadres.name_place"

    def get(self, request: HttpRequest) -> HttpResponse:
        text = next(iter(request.GET.values()), "")[:60]
        places = Division.objects.beginning_with(text, OFFERED)
        return render(request, "cadres/divisions/_names.html", {"places": places})
