"""The history of a file: of one particular, one part, one person; with reasons and papers."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import Education
from cadres.services import cadre_files, cadre_parts
from tests.cadres.factories import CadreFactory, UserFactory

pytestmark = pytest.mark.django_db


def history(client, cadre, **query):
    return client.get(reverse("cadres:cadre_history", args=[cadre.pk]), query)


def changed_file(client, cadre, **values):
    """Through the page, so that the history knows who it was."""
    url = reverse("cadres:cadre_change", args=[cadre.pk])
    form = client.get(url).context["form"]
    data = {name: form.initial.get(name) or "" for name in form.fields if name not in ("tidy", "growth_place")}
    assert client.post(url, {**data, **values}).status_code == 302


def test_one_particular_of_many(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    changed_file(client, cadre, health="健康", reason="体检表")
    changed_file(client, cadre, native_place="四川平昌")

    changes = history(client, cadre, what="cadre.health").context["changes"]

    assert [(change.what, change.who, change.reason) for change in changes] == [("changed", staff.name, "体检表")]
    assert changes[0].fields == [("health", "—", "健康")]


def test_one_part_and_one_person(staff, as_user):
    cadre, other = CadreFactory(), UserFactory()
    data = {"mode": "full_time", "level": "大学"}
    as_user(staff).post(reverse("cadres:education_add", args=[cadre.pk]), {**data, "reason": "毕业证"})
    changed_file(as_user(other), cadre, health="健康")
    client = as_user(staff)

    education = history(client, cadre, what="education").context["changes"]
    others = history(client, cadre, who=other.pk).context["changes"]
    program = history(client, cadre, who="program").context["changes"]

    assert [(change.of, change.reason) for change in education] == [("education", "毕业证")]
    assert [change.who for change in others] == [other.name]
    assert [change.what for change in program] == ["added"]  # the file itself, made by the test


def test_what_nobody_can_ask_for_finds_nothing(staff, as_user):
    cadre = CadreFactory()

    response = history(as_user(staff), cadre, what="cadre.shoe_size", who="nobody")

    assert response.status_code == 200
    assert response.context["changes"] == []


def test_each_particular_leads_to_its_history(staff, as_user):
    cadre = CadreFactory()

    page = as_user(staff).get(cadre.get_absolute_url()).content.decode()

    assert f"{reverse('cadres:cadre_history', args=[cadre.pk])}?what=cadre.born_on" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_three(rows, staff, as_user, django_assert_max_num_queries):
    cadre = CadreFactory()
    for number in range(rows):
        part = {"mode": "full_time", "level": "大学", "degree": "", "school": f"某大学{number}", "degree_school": ""}
        cadre_parts.add_part(cadre, Education, part, by=staff)
        cadre_files.change_file(cadre, {"born_on": date(1982, 4 + number, 1)}, by=staff)
    client = as_user(staff)

    with django_assert_max_num_queries(8):
        history(client, cadre, what="cadre.born_on")


def test_the_resume_is_written_in_the_usual_way_when_asked(staff, as_user):
    cadre, client = CadreFactory(resume="2004.8 至 2010.01 某镇科员"), as_user(staff)

    changed_file(client, cadre, resume="2004.08至2010.01 某镇科员\n2010.01至今 某镇镇长", tidy="on")

    cadre.refresh_from_db()
    assert cadre.resume == "2004.08--2010.01  某镇科员\n2010.01--         某镇镇长"
