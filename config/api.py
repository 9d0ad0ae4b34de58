"""The API's root: versions, schema, browsable page."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.urls import include, path, re_path
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer, TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.views import APIView

from cadres.shared.api.parameters import refuse_unknown
from cadres.shared.api.routes import ROUTES


class ByFormat(DefaultContentNegotiation):
    """``?format=`` here and nowhere else: elsewhere it is a parameter that does not exist."""

    def select_renderer(self, request: Request, renderers: list, format_suffix: str | None = None) -> tuple:
        if wanted := request.query_params.get("format"):
            formats = {one.format for one in renderers}
            if wanted not in formats:
                raise exceptions.ValidationError({"format": [_("There are: %s.") % ", ".join(sorted(formats))]})
            renderers = [one for one in renderers if one.format == wanted]
        return super().select_renderer(request, renderers, format_suffix)


class Schema(SpectacularAPIView):
    """The description of version 1 (OpenAPI 3.1), as YAML or JSON by ``Accept`` or ``?format=json``."""

    api_version = "v1"
    throttle_classes = ()
    content_negotiation_class = ByFormat

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, ("format", "lang"))
        languages = [code for code, _name in settings.LANGUAGES]
        if request.query_params.get("lang", languages[0]) not in languages:
            raise exceptions.ValidationError({"lang": [_("There are: %s.") % ", ".join(languages)]})


class Docs(SpectacularSwaggerSplitView):
    """The description to read and try, drawn by Swagger UI from our own static files.

    Its script has an address of its own and its template has no inline style, so the strict CSP stands unrelaxed.
    """

    url_name = "schema"
    template_name = "api/docs.html"
    renderer_classes = (TemplateHTMLRenderer, JSONRenderer)

    def handle_exception(self, exc: Exception) -> HttpResponse:
        """A person who has not logged in yet does so first and comes back; a program gets its error."""
        refused = isinstance(exc, exceptions.NotAuthenticated)
        if refused and isinstance(self.request.accepted_renderer, TemplateHTMLRenderer):
            return redirect_to_login(self.request.get_full_path())
        return super().handle_exception(exc)


class NoSuchAddress(APIView):
    """Whatever else is asked for below ``/api/``: an error in the API's own form, not a page."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        raise exceptions.NotFound

    def get(self, request: Request, **_kwargs: object) -> Response:
        raise exceptions.NotFound

    post = put = patch = delete = get


class Router(DefaultRouter):
    """Only the addresses of records: no root view, no suffixes."""

    include_root_view = False
    include_format_suffixes = False


router = Router()
for route in ROUTES:
    router.register(route.prefix, route.viewset, basename=route.basename)

urlpatterns = [
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("v1/", include((router.urls, "v1"), namespace="v1")),
    re_path(r"^.*$", NoSuchAddress.as_view(), name="api_nothing"),
]
