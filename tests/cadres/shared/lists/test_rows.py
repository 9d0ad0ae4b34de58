"""Rows drawn by the function are those that the template drew, sign for sign."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import django_tables2 as tables
import pytest
from django.template import RequestContext
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django_tables2.columns import BoundColumn
from django_tables2.utils import A

from cadres.models import Cadre
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.registry.file_page.tables import CadreTable
from cadres.shared.lists.columns import NUMBER, LinkColumn
from cadres.shared.lists.rows import rows_html
from cadres.shared.lists.tables import RecordTable
from tests.support.cadres import CadreFactory, TenureFactory
from tests.support.list_rows import both


class Everything(RecordTable):
    """A column of every kind that a list has or may come to have."""

    text = tables.Column(verbose_name='<Name> & "more"')
    safe = tables.Column(verbose_name=_("Grade"))
    lazy = tables.Column()
    number = tables.Column(attrs=NUMBER)
    amount = tables.Column(attrs={"td": {"class": lambda record, value: f"of-{record.pk} {value}"}})
    cell = tables.Column(accessor="text", attrs={"cell": {"data-value": lambda value: value}})
    day = tables.Column()
    moment = tables.Column()
    nothing = tables.Column()
    nought = tables.Column(accessor="zero")
    said = tables.Column(accessor="nothing", default="–")
    unknown = tables.Column(accessor="no_such_thing")
    kept = tables.Column(accessor="nothing", empty_values=())
    deep = tables.Column(accessor="other__text")
    called = tables.Column(accessor="method")
    page = LinkColumn("cadres:cadre_detail", accessor="text")
    linked = tables.Column(accessor="text", linkify=("cadres:cadre_detail", {"pk": A("pk")}))
    drawn = tables.Column(empty_values=())
    yes = tables.BooleanColumn()

    def render_drawn(self, record, bound_column, table):
        return f"<{bound_column.name} {record.pk} {table is self}>"

    def render_kept(self, value, **rest):
        return f"{value} {sorted(rest)}"


class Thing(SimpleNamespace):
    def __str__(self):
        return f"<{self.text}> & co"

    def method(self):
        return f"called by {self.pk}"


def things():
    other = Thing(pk=9, text="其他 & 'others'")
    return [
        Thing(
            pk=pk,
            text=text,
            safe=mark_safe("<b>bold</b>"),
            lazy=_("Grade"),
            number=1234567,
            amount=Decimal("66.80"),
            day=date(2026, 1, 31),
            moment=datetime(2026, 1, 31, 23, 30, tzinfo=UTC),
            nothing=nothing,
            zero=0,
            other=other if pk == 1 else None,
            yes=pk == 1,
        )
        for pk, text, nothing in [(1, "元山镇 <script>", None), (12, "100% \"good\" & 'bad'", "")]
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "query", ["", "?panel=3", "?q=a+b&panel=12&sort=-name&q=%26%22", "?status=x&status=%E7%8E%8B"]
)
@pytest.mark.parametrize(("pick", "panel"), [(True, True), (False, True), (True, False), (False, False)])
def test_whatever_a_cell_holds(query, language, pick, panel):
    request = RequestFactory().get(f"/things/{query}")

    with translation.override(language):
        before, now = both(lambda: Everything(things(), request=request), request, pick=pick, panel=panel)

    assert now == before
    assert now.count("<tr") == 2


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_list_of_cadres_with_every_column(language, staff):
    TenureFactory(cadre__name="曾<志>强")
    for sex, grade in [("1", "a_staff"), ("2", "a_staff"), ("2", "a_staff")]:
        CadreFactory(sex=sex, grade=grade, joined_party_on=None)
    request = RequestFactory().get("/cadres/", {"q": "曾"})
    request.user = staff
    rows = list(Cadre.objects.visible_to(staff).for_list().order_by("pk"))

    with translation.override(language):
        before, now = both(lambda: CadreTable(rows, request=request), request)

    assert now == before
    assert now.count("<td") == 4 * (len(CADRE_LIST.table_class.base_columns) + 1)


def test_an_empty_list_has_no_rows():
    request = RequestFactory().get("/things/")

    assert both(lambda: Everything([], request=request), request) == ["", ""]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 7])
def test_what_is_the_same_in_every_row_is_made_once(number, staff, monkeypatch):
    asked = []
    monkeypatch.setattr(BoundColumn, "header", property(lambda column: asked.append(column.name) or column.name))
    CadreFactory.create_batch(number)
    request = RequestFactory().get("/cadres/")
    rows = Cadre.objects.visible_to(staff).for_list()

    rows_html(CadreTable(rows, request=request), RequestContext(request))

    assert len(asked) == len(CadreTable.base_columns) - 1  # the first is the head of its row
