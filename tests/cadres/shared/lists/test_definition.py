"""A list as one person asks for it, by the words of an address alone."""

from datetime import date

import pytest
from django.http import Http404, QueryDict

from cadres.platform.audit.lists import CHANGE_LIST
from cadres.platform.merging.lists import DUPLICATE_LIST
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.registry.file_page.tables import CadreTable
from cadres.registry.organizations.filters import OrganizationFilter
from cadres.registry.organizations.lists import ORGANIZATION_LIST
from cadres.registry.tenures.lists import TENURE_LIST
from cadres.shared.lists.definition import ListDefinition
from cadres.shared.lists.filter_labels import filter_words
from selection.terms.choices import Kind
from selection.terms.lists import WATCH_LIST
from selection.terms.models import Watch
from tests.support.cadres import CadreFactory, CountyFactory, TenureFactory, TownshipFactory, UserFactory
from training.needs.lists import NEED_LIST

pytestmark = pytest.mark.django_db


def asked(definition, user, query="", **within):
    return definition.asked_by(user, QueryDict(query), **within)


def lines(listing):
    return [cells for _record, cells in listing.cells(listing.rows.order_by(listing.order, "pk"))]


def test_rows_order_and_columns_follow_the_query(staff):
    old = CadreFactory(name="曾甲", name_key="zeng jia", born_on=date(1970, 1, 1), sex="1", ethnicity="汉族")
    young = CadreFactory(name="陈乙", name_key="chen yi", born_on=date(1990, 1, 1), sex="1", ethnicity="彝族")
    CadreFactory(name="丁丙", sex="2")

    listing = asked(CADRE_LIST, staff, "sex=1&columns=ethnicity")

    assert listing.header() == ["Name", "Ethnic group"]
    assert lines(listing) == [["陈乙", "彝族"], ["曾甲", "汉族"]]
    assert list(asked(CADRE_LIST, staff, "sex=1&sort=born_on").rows.order_by("born_on")) == [old, young]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", "-since"),
        ("sort=cadre", "cadre__name_key"),
        ("sort=-cadre", "-cadre__name_key"),
        ("sort=since", "since"),
        ("sort=nonsense", "-since"),
        ("sort=cadre__identity_number", "-since"),
        ("sort=", "-since"),
    ],
)
def test_one_sorts_by_columns_that_say_by_what(query, order, staff):
    assert asked(TENURE_LIST, staff, query).order == order


@pytest.mark.parametrize("query", ["sex=3", "age_from=old", "township=nowhere"])
def test_a_filter_that_is_not_understood_finds_nothing(query, staff):
    CadreFactory(sex="1")

    assert lines(asked(CADRE_LIST, staff, query)) == []
    assert len(lines(asked(CADRE_LIST, staff, "sex=1"))) == 1


def test_everything_is_what_rows_are_picked_from_whatever_the_filter_says(staff):
    cadre = CadreFactory(sex="2")

    listing = asked(CADRE_LIST, staff, "sex=1")

    assert (list(listing.rows), list(listing.everything())) == ([], [cadre])


def test_nobody_finds_what_lies_outside_his_remit(staff):
    CadreFactory(division=CountyFactory(code="511922000000"))

    assert list(asked(CADRE_LIST, staff).everything()) == []


def test_a_filter_offers_what_the_one_who_asks_reaches(staff):
    near = TownshipFactory()
    far = TownshipFactory(code="511922100000", parent=CountyFactory(code="511922000000"))
    other = UserFactory(remit=far.parent)

    offered = {
        user: list(asked(ORGANIZATION_LIST, user).filterset.form.fields["township"].queryset)
        for user in (staff, other)
    }

    assert offered == {staff: [near], other: [far]}
    assert not OrganizationFilter().form.fields["township"].queryset.exists()


def test_conditions_in_words_each_with_what_remains_without_it(staff):
    CadreFactory(sex="2", born_on=date(1970, 1, 1))

    listing = asked(CADRE_LIST, staff, "where=sex.is.2~age.min.40")

    assert [one.others for one in listing.sentences] == ["age.min.40", "sex.is.2"]
    assert listing.rows.count() == 1


def test_conditions_that_are_not_understood_find_nothing_and_are_told(staff):
    CadreFactory()

    listing = asked(CADRE_LIST, staff, "where=sex.is.9")

    assert listing.rows.count() == 0
    assert "not understood" in listing.sentences[0].words


def test_a_list_without_conditions_passes_them_over(staff):
    TenureFactory()

    listing = asked(TENURE_LIST, staff, "where=sex.is.9")

    assert (listing.rows.count(), listing.sentences) == (1, [])


def test_rows_may_depend_on_the_query(staff):
    day = date(2026, 1, 1)
    settled = Watch.objects.create(
        tenure=TenureFactory(), kind=Kind.TERM_OVER, due_on=day, found_on=day, settled_on=day
    )

    assert list(asked(WATCH_LIST, staff).rows) == []
    assert list(asked(WATCH_LIST, staff, "settled=true").rows) == [settled]


def test_rows_may_depend_on_the_address_of_the_page(staff):
    assert asked(CHANGE_LIST, staff).everything().model._meta.label == "cadres.CadreEvent"
    assert asked(CHANGE_LIST, staff, table="cadres.tenure").everything().model._meta.label == "cadres.TenureEvent"
    with pytest.raises(Http404):
        asked(CHANGE_LIST, staff, table="auth.nothing").everything()
    assert "organization" in str(asked(DUPLICATE_LIST, staff, kind="organization").everything().query)


def test_a_list_has_a_model_or_says_its_rows():
    with pytest.raises(TypeError, match="cadres:nothing: neither a model nor rows"):
        ListDefinition(
            key="cadres:nothing", title="", permission="", table_class=CadreTable, filterset_class=OrganizationFilter
        )


def test_a_record_asked_for_by_its_number_is_shown_by_its_name(staff):
    cadre = CadreFactory(name="测试甲")
    elsewhere = CadreFactory(name="测试乙", division=CountyFactory(code="330523000000"))

    for number, name in ((cadre.pk, "测试甲"), (elsewhere.pk, "–")):
        listing = asked(NEED_LIST, staff, f"cadre={number}")
        ((_label, text, _names),) = filter_words(listing.filterset.form, listing.query)
        assert text == name
