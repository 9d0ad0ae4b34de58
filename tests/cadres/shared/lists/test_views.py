"""Tools of lists: columns, saved views, actions on selected rows, the side panel; on cadres and on awards."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cadres.models import SavedView
from cadres.platform.saved_views import services as saved_views
from cadres.shared.lists import views as list_views
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, TenureFactory, UserFactory
from tests.support.exports import csv_of, exported, rows_of, unzipped
from tests.support.incentives import AwardFactory

pytestmark = pytest.mark.django_db

CADRES, AWARDS = "cadres:cadre_list", "incentives:award_list"


def headers_of(answer):
    return [str(column.header) for column in answer.context["table"].columns]


def test_columns_are_chosen_in_the_url_and_the_first_stays(staff, as_user):
    CadreFactory()
    client = as_user(staff)

    assert headers_of(client.get(reverse(CADRES)))[-1] == "Status"
    for query in ("columns=ethnicity,grade", "columns=ethnicity&columns=grade", "columns=ethnicity,grade,nonsense"):
        assert headers_of(client.get(f"{reverse(CADRES)}?{query}")) == ["Name", "Ethnic group", "Grade"]
    assert headers_of(client.get(f"{reverse(CADRES)}?columns=grade,name,ethnicity")) == [
        "Name",
        "Grade",
        "Ethnic group",
    ]
    assert headers_of(client.get(f"{reverse(CADRES)}?columns=nonsense"))[-1] == "Status"


def test_columns_change_places_with_their_neighbours(staff, as_user):
    CadreFactory()
    page = as_user(staff).get(f"{reverse(CADRES)}?columns=name,sex,grade,status&sex=2")

    named = {column.name: column for column in page.context["columns"].all}
    assert (named["name"].earlier, named["name"].later) == ("", "")
    assert (named["sex"].earlier, named["sex"].later) == ("", "name,grade,sex,status")
    assert named["status"].earlier == "name,sex,status,grade"
    assert (named["ethnicity"].earlier, named["ethnicity"].later) == ("", "")
    assert "?sex=2&amp;columns=name%2Cgrade%2Csex%2Cstatus" in page.content.decode()


def test_an_export_has_the_columns_in_their_order(staff, as_user):
    CadreFactory(name="曾志强", sex="1", ethnicity="彝族")

    text = csv_of(exported(as_user(staff), staff, reverse(CADRES), {"columns": "ethnicity,sex", "export": "csv"}))

    assert text.splitlines()[:2] == ["Name,Ethnic group,Sex", "曾志强,彝族,Male"]


# What is usual


@pytest.fixture
def left(staff):
    return CadreFactory(status="serving"), CadreFactory(status="left"), CadreFactory(status="retired")


def shown(answer):
    return {row.pk for row in answer.context["page"].rows}


def test_those_who_have_left_are_hidden_until_asked_for_and_the_page_says_so(left, staff, as_user):
    client, (serving, gone, retired) = as_user(staff), left

    page = client.get(reverse(CADRES))
    assert shown(page) == {serving.pk}
    text = page.content.decode()
    assert "Status: <strong>Serving</strong>" in text
    assert 'href="/cadres/?status="' in text  # the cross beside it
    assert shown(client.get(f"{reverse(CADRES)}?status=")) == {one.pk for one in left}
    assert shown(client.get(f"{reverse(CADRES)}?status=left")) == {gone.pk}
    assert shown(client.get(f"{reverse(CADRES)}?where=status.is.retired")) == {retired.pk}
    assert shown(client.get(f"{reverse(CADRES)}?where=sex.is.1")) <= {serving.pk}


def test_what_is_kept_or_exported_says_what_was_usual(left, staff, as_user):
    client = as_user(staff)

    page = client.get(reverse(CADRES))
    assert "status%3Dserving" in page.content.decode()  # of the view that would be kept
    asked = client.get(reverse(CADRES), {"export": "csv"}).url
    assert "status%3Dserving" in asked
    asked = client.get(reverse(CADRES), {"export": "csv", "status": ""}).url
    assert "status" not in asked


def test_a_view_kept_before_says_all_it_wants(left, staff, as_user):
    view = save(staff, query="sex=1&sex=2")
    view.query = ""
    view.save()

    assert shown(as_user(staff).get(view.get_absolute_url())) == {one.pk for one in left}


def test_the_api_has_no_such_default(left, api):
    found = api.get("/api/v1/cadres/").json()["results"]

    assert {row["id"] for row in found} == {one.pk for one in left}


# How many


def test_the_total_is_told_up_to_a_bound(staff, as_user, settings, monkeypatch):
    settings.PAGE_SIZE = 2
    client, address = as_user(staff), f"{reverse(CADRES)}?status="
    CadreFactory.create_batch(2)
    assert "2 in all" in client.get(address).content.decode()
    CadreFactory.create_batch(3)

    page = client.get(address)
    assert "5 in all" in page.content.decode()
    assert "5 in all" in client.get(f"{address}&cursor={page.context['page'].next}").content.decode()
    monkeypatch.setattr(list_views, "MOST_COUNTED", 5)
    assert "5 in all" in client.get(address).content.decode()
    monkeypatch.setattr(list_views, "MOST_COUNTED", 4)
    assert "More than 4" in client.get(address).content.decode()
    monkeypatch.setattr(list_views, "bounded_count", lambda *_: None)
    assert "in all" not in client.get(address).content.decode()


def test_an_export_has_the_chosen_columns(staff, as_user):
    CadreFactory(name="曾志强", ethnicity="彝族")

    text = csv_of(exported(as_user(staff), staff, reverse(CADRES), {"columns": "ethnicity", "export": "csv"}))

    *lines, mark = text.splitlines()
    assert lines == ["Name,Ethnic group", "曾志强,彝族"]
    assert staff.username in mark


def test_another_list_has_its_own_columns(staff, as_user):
    AwardFactory()

    assert headers_of(as_user(staff).get(reverse(AWARDS), {"columns": "year"})) == ["Cadre", "Year"]


# Saved views


def save(user, name="妇女干部", list_name=CADRES, query="sex=2&cursor=x&view=3&columns=grade", **more):
    return saved_views.save_view(list_name, query, name=name, by=user, **more)


def test_a_saved_view_keeps_what_lasts_and_opens_the_list(staff, as_user):
    woman = CadreFactory(sex="2")
    CadreFactory(sex="1")
    view = save(staff)

    assert view.query == "sex=2&columns=grade"
    answer = as_user(staff).get(view.get_absolute_url())
    assert answer.context["page"].rows == [woman]
    assert headers_of(answer) == ["Name", "Grade"]
    assert [one.name for one in answer.context["views"]] == ["妇女干部"]


def test_a_view_is_private_until_it_is_shared_with_the_division(staff, as_user):
    colleague, stranger = LeaderFactory(), UserFactory(remit=CountyFactory(code="511922000000", name="另一县"))
    view = save(staff)
    assert not SavedView.objects.visible_to(colleague).exists()

    saved_views.change_view(view, name="妇女", shared=True, by=staff)

    assert [one.name for one in SavedView.objects.visible_to(colleague)] == ["妇女"]
    assert not SavedView.objects.visible_to(stranger).exists()
    with pytest.raises(PermissionDenied):
        saved_views.change_view(view, name="改", by=colleague)
    with pytest.raises(PermissionDenied):
        saved_views.delete_view(view, by=colleague)


def test_one_default_a_list_and_it_opens_first_for_its_owner_only(staff, as_user):
    first = save(staff, "一", is_default=True, shared=True)
    second = save(staff, "二", is_default=True)
    save(staff, "奖", AWARDS, "year=2025", is_default=True)
    first.refresh_from_db()
    client = as_user(staff)

    assert not first.is_default
    assert client.get(reverse(CADRES))["Location"] == second.get_absolute_url()
    assert client.get(reverse(CADRES), {"view": "all"}).status_code == 200
    assert client.get(reverse(CADRES), {"q": "曾"}).status_code == 200
    assert client.get(reverse(AWARDS))["Location"].startswith(f"{reverse(AWARDS)}?year=2025")
    assert as_user(LeaderFactory()).get(reverse(CADRES)).status_code == 200


def test_a_name_is_taken_once_a_list(staff):
    save(staff)
    with pytest.raises(ValidationError, match="already have a view"):
        save(staff)
    save(staff, list_name=AWARDS)


def test_too_many_views_are_refused(staff, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 1)
    save(staff)
    with pytest.raises(ValidationError):
        save(staff, "另一个")


def test_the_pages_save_rename_and_delete(staff, as_user):
    client = as_user(staff)
    address = f"{reverse('cadres:view_save')}?list={CADRES}&query=sex%3D2%26sort%3D-name"

    assert client.get(address).status_code == 200
    saved = client.post(address, {"name": "妇女", "shared": "on"})
    view = SavedView.objects.get()
    assert saved["Location"] == view.get_absolute_url() == f"{reverse(CADRES)}?sex=2&sort=-name&view={view.pk}"
    assert client.post(address, {"name": "妇女"}).status_code == 422

    client.post(reverse("cadres:view_change", args=[view.pk]), {"name": "女干部"})
    view.refresh_from_db()
    assert (view.name, view.shared_with) == ("女干部", None)
    assert "女干部" in client.get(reverse("cadres:view_list")).content.decode()

    client.post(reverse("cadres:view_delete", args=[view.pk]))
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "name", ["", "home", "nothing", "cadres:duplicate_list", "cadres:account_list", "https://example.org"]
)
def test_only_a_list_that_has_views_can_be_saved(name, staff, as_user):
    assert as_user(staff).get(reverse("cadres:view_save"), {"list": name, "query": ""}).status_code == 404


def test_nobody_changes_the_view_of_another(staff, as_user):
    view = save(staff, shared=True)
    client = as_user(LeaderFactory())

    assert client.get(reverse("cadres:view_change", args=[view.pk])).status_code == 404
    assert client.post(reverse("cadres:view_delete", args=[view.pk])).status_code == 404


def test_a_stolen_query_leads_nowhere_else(staff):
    assert save(staff, query="//example.org/?a=1").get_absolute_url().startswith(f"{reverse(CADRES)}?")


# Actions on selected rows


def test_selected_rows_are_exported_and_only_within_the_remit(staff, as_user):
    mine, _not_picked = CadreFactory(name="曾志强"), CadreFactory()
    other = CadreFactory(division=CountyFactory(code="511922000000", name="另一县"))

    picks = {"bulk": "export", "pick": [mine.pk, other.pk, "x", "9" * 30]}
    rows = rows_of(exported(as_user(staff), staff, reverse(CADRES), picks, post=True))

    assert [row[0] for row in rows[:-2]] == ["Name", "曾志强"]


def test_forms_of_the_selected_come_in_one_zip(staff, as_user):
    people = [CadreFactory(name="曾志强"), CadreFactory(name="曾志强")]

    picks = {"bulk": "forms", "pick": [one.pk for one in people]}
    files = unzipped(exported(as_user(staff), staff, reverse(CADRES), picks, post=True))

    assert list(files) == ["README.txt", "001-曾志强.lrmx", "002-曾志强.lrmx"]
    assert staff.username in files["README.txt"].decode()


def test_an_action_needs_its_permission_rows_and_a_name(staff, as_user):
    cadre = CadreFactory()

    assert as_user(LeaderFactory()).post(reverse(CADRES), {"bulk": "forms", "pick": cadre.pk}).status_code == 403
    assert as_user(staff).post(reverse(CADRES), {"bulk": "export"}).status_code == 302
    assert as_user(staff).post(reverse(CADRES), {"bulk": "burn", "pick": cadre.pk}).status_code == 405
    assert as_user(staff).post(reverse("cadres:tenure_list"), {"bulk": "export"}).status_code == 405


def test_the_boxes_carry_the_bare_key(staff, as_user):
    cadre = CadreFactory(pk=1_234_567)

    assert f'name="pick" value="{cadre.pk}"' in as_user(staff).get(reverse(CADRES)).content.decode()


# The side panel


@pytest.fixture
def three(db):
    return [CadreFactory(name=name, name_key=key) for name, key in (("安", "an"), ("白", "bai"), ("曹", "cao"))]


def panel(client, pk, name=CADRES, **query):
    return client.get(reverse(name), {"panel": pk, **query}).context["panel"]


def test_the_panel_has_its_neighbours_in_the_list(three, staff, as_user):
    a, b, c = three
    client = as_user(staff)

    middle, first = panel(client, b.pk), panel(client, a.pk)
    turned = panel(client, b.pk, sort="-name")

    assert (middle["previous"], middle["record"], middle["next"]) == (a, b, c)
    assert (first["previous"], first["next"]) == (None, b)
    assert (turned["previous"], turned["next"]) == (c, a)


def test_the_neighbours_are_those_of_the_filtered_list(three, staff, as_user):
    a, b, c = three
    b.sex = "2"
    b.save()

    assert panel(as_user(staff), a.pk, sex="1")["next"] == c
    assert as_user(staff).get(reverse(CADRES), {"panel": b.pk, "sex": "1"}).status_code == 404


@pytest.mark.parametrize("pk", ["0", "x", "", "9" * 30, "-1"])
def test_a_panel_of_nobody_is_not_found(pk, three, staff, as_user):
    assert as_user(staff).get(reverse(CADRES), {"panel": pk}).status_code == 404


def test_a_panel_reaches_no_further_than_the_remit(three, as_user):
    stranger = UserFactory(remit=CountyFactory(code="511922000000", name="另一县"))

    assert as_user(stranger).get(reverse(CADRES), {"panel": three[0].pk}).status_code == 404


def test_the_answer_to_htmx_is_the_panel_alone(three, staff, as_user):
    headers = {"HX-Request": "true", "HX-Target": "panel"}

    text = as_user(staff).get(reverse(CADRES), {"panel": three[1].pk}, headers=headers).content.decode()

    assert text.lstrip().startswith("<aside")
    assert "白" in text


def test_another_list_has_a_panel_too(staff, as_user):
    old, new = AwardFactory(year=2023), AwardFactory(year=2024)

    found = panel(as_user(staff), new.pk, AWARDS, sort="-year")

    assert (found["record"], found["next"]) == (new, old)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_with_everything_costs_little(rows, staff, as_user, django_assert_max_num_queries):
    save(staff)
    for _ in range(rows):
        cadre = TenureFactory(cadre__born_on=date(1970, 1, 1)).cadre
    client = as_user(staff)

    with django_assert_max_num_queries(9):
        answer = client.get(reverse(CADRES), {"panel": cadre.pk, "where": "age.min.40", "columns": "grade"})

    assert answer.status_code == 200
