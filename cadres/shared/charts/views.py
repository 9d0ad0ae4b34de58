"""The numbers of a page's charts as files, given by the page itself: who may not see it gets no file either."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename

from cadres.shared.charts.base import Chart


def chart_file(request: HttpRequest, charts: Iterable[Chart]) -> HttpResponse:
    """What ``?chart=<key>&format=csv`` asks for; an unknown chart or format is not found."""
    key = request.GET.get("chart", "")
    chart = next((chart for chart in charts if chart.key == key), None)
    if chart is None or request.GET.get("format") != "csv":
        raise Http404
    name = f"{get_valid_filename(str(chart.title)) or chart.key}.csv"
    answer = HttpResponse(chart.csv(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


class ChartFiles:
    """For ``RecordDetail``: the page names its charts, includes them ``with csv=True`` and so offers their files.

    For charts of sums alone: what names persons leaves the house by an export that somebody approved.
    """

    def charts_of(self, record: Any) -> Iterable[Chart]:
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "chart" not in request.GET:
            return super().get(request, **kwargs)  # type: ignore[misc]
        record = self.get_object()  # type: ignore[attr-defined]
        self.open_record(record)  # type: ignore[attr-defined]
        return chart_file(request, self.charts_of(record))
