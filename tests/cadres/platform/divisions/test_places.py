"""A place is written by its name, as people write it."""

import pytest
from django import forms
from django.urls import reverse

from cadres.models import Cadre, Division
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.pages import PlaceField
from cadres.platform.divisions.rules import is_written_so
from tests.support.cadres import CadreFactory, TownshipFactory, UserFactory

ABOVE = ["四川省", "巴中市", "平昌县"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("元山镇", True),
        ("平昌县元山镇", True),
        ("巴中市平昌县元山镇", True),
        ("四川省平昌县元山镇", True),
        ("四川省巴中市平昌县元山镇", True),
        ("平昌县巴中市元山镇", False),
        ("通江县元山镇", False),
        ("大元山镇", False),
        ("元山", False),
    ],
)
def test_names_above_may_be_left_out_and_stand_in_order(text, meant):
    assert is_written_so(text, "元山镇", ABOVE) == meant


@pytest.fixture
def places(db):
    """Two townships of one name in two counties, and one of another."""
    province, _new = Division.objects.get_or_create(
        code="510000000000", defaults={"name": "四川省", "level": Level.PROVINCE}
    )
    city, _new = Division.objects.get_or_create(
        code="511900000000", defaults={"name": "巴中市", "level": Level.PREFECTURE, "parent": province}
    )
    made = []
    named = (("511921", "通江县", "元山镇"), ("511923", "平昌县", "元山镇"), ("511922", "南江县", "响滩镇"))
    for code, county, township in named:
        parent, _new = Division.objects.update_or_create(
            code=f"{code}000000", defaults={"name": county, "level": Level.COUNTY, "parent": city}
        )
        made.append(TownshipFactory(code=f"{code}101000", name=township, parent=parent))
    return made


@pytest.mark.parametrize("text", ["响滩镇", " 南江县 响滩镇 ", "四川省巴中市南江县响滩镇", "511922101000"])
def test_a_place_is_read(text, places):
    assert PlaceField().clean(text) == places[2]


def test_a_name_that_several_bear_is_asked_again_with_all_of_them(places):
    field = PlaceField()
    with pytest.raises(forms.ValidationError) as refused:
        field.clean("元山镇")

    assert "四川省巴中市通江县元山镇" in str(refused.value)
    assert "四川省巴中市平昌县元山镇" in str(refused.value)
    assert field.clean("平昌县元山镇") == places[1]


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("text", ["无此镇", "5119", "511922", "县"])
def test_what_is_no_place_is_refused(text):
    with pytest.raises(forms.ValidationError, match="No place is called so"):
        PlaceField(levels=(Level.TOWNSHIP,)).clean(text)


def test_what_is_on_file_is_shown_by_name_and_stays_when_it_is_sent_again(places):
    field = PlaceField()

    shown = field.prepare_value(places[1].pk)

    assert shown == "四川省巴中市平昌县元山镇"
    assert field.clean(shown) == places[1]
    assert not field.has_changed(places[1].pk, "平昌县元山镇")
    assert field.has_changed(places[1].pk, "")
    assert not field.has_changed(None, "")


def test_names_are_offered_while_one_types(places, staff, as_user):
    browser = as_user(staff)
    url = reverse("cadres:division_names")

    found = browser.get(url, {"growth_place": "元山"}).text

    assert [place.full_name in found for place in places] == [True, True, False]
    assert "option" not in browser.get(url, {"growth_place": ""}).text
    assert "option" not in browser.get(url).text


def test_the_file_takes_the_name(places, as_user):
    cadre = CadreFactory(division=places[1].parent)
    browser = as_user(UserFactory(remit=places[1].parent))
    url = reverse("cadres:cadre_change", args=[cadre.pk])
    form = browser.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, "", False)}

    refused = browser.post(url, {**sent, "growth_place": "元山镇"})
    done = browser.post(url, {**sent, "growth_place": "平昌县元山镇"})

    assert refused.status_code == 422
    assert "Several places" in refused.text
    assert done.status_code == 302
    assert Cadre.objects.get(pk=cadre.pk).growth_place == places[1]
    assert 'value="四川省巴中市平昌县元山镇"' in browser.get(url).text


@pytest.mark.parametrize("rows", [1, 3])
def test_offering_costs_the_same_for_any_number(rows, staff, as_user, django_assert_num_queries):
    for number in range(rows):
        TownshipFactory(name=f"元山{number}镇")
    browser = as_user(staff)

    with django_assert_num_queries(3):  # session, account with its remits, places
        browser.get(reverse("cadres:division_names"), {"q": "元山"})
