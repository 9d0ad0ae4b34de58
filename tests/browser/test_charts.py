"""Every kind of chart in a real browser, under the policy of the pages.

With ``PICTURES=<directory>`` it also takes the pictures of ``docs/charts.md``.
"""

import os
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from cadres.models import Installation
from tests.browser.test_design import LOOKS
from tests.cadres.shared.charts.samples import samples
from tests.support import cadres as factories

FOLDER = os.environ.get("PICTURES")


def gallery(language):
    """Charts in cards, two beside each other where there is room, as pages have them."""
    request = RequestFactory().get("/")
    with translation.override(language):
        charts = [
            render_to_string("components/charts/chart.html", {"chart": chart, "csv": True}, request=request)
            for chart in samples()
        ]
    cards = "".join(f'<section class="card">{chart}</section>' for chart in charts)
    return f'<h1>Charts</h1><div class="grid-2">{cards}</div>'


def open_gallery(page, language):
    page.goto("/")
    page.evaluate("html => { document.querySelector('main').innerHTML = html }", gallery(language))


@pytest.fixture
def staff(transactional_db):
    Installation.objects.create(division=factories.CountyFactory(), demonstration=True)
    return factories.UserFactory()


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_every_kind_of_chart(staff, page_as, check_page, width, scheme, language):
    page = page_as(staff, width=width, scheme=scheme, language=language)
    open_gallery(page, language)
    for summary in page.locator("summary", has_text="Numbers" if language == "en" else "数据").all():
        summary.click()

    check_page(page)
    for drawing in page.locator(".chart:has(> .chart-drawing)").all():
        assert drawing.locator("> .chart-drawing:visible").count() == 1
    if width == 360:
        assert page.locator(".chart-wide:visible").count() == 0
    take(page, f"gallery-{width}-{scheme}")


def test_pictures_for_the_documentation(staff, page_as):
    page = page_as(staff, width=720, height=1200, language="zh-hans")
    open_gallery(page, "zh-hans")
    for chart in samples():
        figure = page.locator(".card", has=page.locator(f".chart-{chart.kind} figcaption", has_text=chart.title))
        assert figure.count() == 1
        take(figure, f"charts-{chart.key}")


def take(what, name):
    if FOLDER and (name.startswith("charts-") or os.environ.get("ALL_PICTURES")):
        full = {} if name.startswith("charts-") else {"full_page": True}
        what.screenshot(path=Path(FOLDER) / f"{name}.png", **full)
