"""The history of a file: of one particular, one part, one person; with reasons and papers."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from cadres.models import Cadre, Document, Education
from cadres.platform.accounts.choices import Role
from cadres.registry.cadre_files.services import files as cadre_files
from cadres.registry.cadre_files.services import sections as cadre_parts
from cadres.registry.documents import services as documents
from cadres.registry.history.facts import changes_of, choices
from tests.cadres.platform.merging.test_services import merged
from tests.support.cadres import CadreFactory, CountyFactory, TenureFactory, UserFactory
from tests.support.documents import add_document, jpeg, pdf, png
from tests.support.files import PARTICULARS

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
    assert [change.what for change in program] == ["added", "added"]  # the file, made by the test, with its level


def test_what_nobody_can_ask_for_finds_nothing(staff, as_user):
    cadre = CadreFactory()

    response = history(as_user(staff), cadre, what="cadre.shoe_size", who="nobody")

    assert response.status_code == 200
    assert response.context["changes"] == []


def test_each_particular_leads_to_its_history(staff, as_user):
    cadre = CadreFactory()

    page = as_user(staff).get(cadre.get_absolute_url()).content.decode()

    assert f"{reverse('cadres:cadre_history', args=[cadre.pk])}?what=cadre.born_on" in page


def test_what_happened_to_papers_is_told_with_who_and_why(staff, leader, as_user, time_machine):
    cadre, client, head = CadreFactory(), as_user(staff), as_user(leader)
    new = reverse("cadres:documents_put_in", args=[cadre.pk])
    client.post(new, {"section": "1", "files": [SimpleUploadedFile("a.pdf", pdf())], "title": "履历表"})
    first = Document.objects.get()

    def address(paper, name, *more):
        return reverse(f"cadres:document_{name}", args=[paper.pk, *more])

    form = client.get(address(first, "change")).context["form"]
    client.post(address(first, "change"), {"section": "1", "title": "干部履历表", "seen": form.initial["seen"]})
    edition = {"file": SimpleUploadedFile("a.jpg", jpeg()), "reason": "更清楚"}
    client.post(address(first, "edition"), edition)
    paper = Document.objects.get(stage="kept")
    for reader, move, data in (
        (client, "ask", {"reason": "不是本人的"}),
        (client, "take_back", {}),
        (client, "ask", {"reason": "不是本人的"}),
        (head, "confirm", {}),
        (head, "put_back", {"reason": "是本人的"}),
    ):
        assert reader.post(address(paper, "move", move), data).status_code == 302
    documents.move_document(paper, "ask", by=staff, reason="再查")
    documents.move_document(paper, "confirm", by=leader)
    time_machine.move_to(timezone.now() + timedelta(days=31))
    documents.destroy_withdrawn()

    told = history(as_user(staff), cadre, what="document").context["changes"]

    assert [(change.what, change.who, change.reason) for change in told if change.who != "The program"] == [
        ("put back into the file", leader.name, "是本人的"),
        ("withdrawn", leader.name, ""),
        ("withdrawal asked for", staff.name, "不是本人的"),
        ("left in the file", staff.name, ""),
        ("withdrawal asked for", staff.name, "不是本人的"),
        ("put in as a new edition", staff.name, "更清楚"),
        ("replaced by a new edition", staff.name, "更清楚"),
        ("described anew", staff.name, ""),
        ("put in", staff.name, ""),
    ]
    assert told[0].what == "content destroyed"
    assert {change.what for change in told if change.fields} == {"put in", "put in as a new edition", "described anew"}
    assert {change.scan for change in told} == {first, paper}
    assert told[-1].fields[:2] == [("class", "—", "1 Records of career"), ("title of the paper", "—", "履历表")]
    assert told[-2].fields == [("title of the paper", "履历表", "干部履历表")]


def test_papers_of_discipline_are_in_the_history_for_leaders_alone(staff, leader, as_user):
    """Whether they stand in that class now, or stood there once; nor is said who had to do with them."""
    cadre, other = CadreFactory(), UserFactory(name="经手人")
    later = add_document(cadre, staff, jpeg(), name="b.jpg", title="谈话记录")
    documents.change_document(later, {"section": "8"}, by=staff)
    once = add_document(cadre, staff, png(), name="c.png", section="8", title="立案报告")
    documents.change_document(once, {"section": "5", "title": "审核表"}, by=staff)
    documents.change_document(once, {"note": "补"}, by=staff)
    new = reverse("cadres:documents_put_in", args=[cadre.pk])
    as_user(other).post(new, {"section": "8", "files": [SimpleUploadedFile("a.pdf", pdf())], "title": "处分决定"})

    closed, open_ = (history(as_user(user), cadre) for user in (staff, leader))

    for title in ("处分决定", "谈话记录", "立案报告"):
        assert (title in closed.text, title in open_.text) == (False, True), title
    assert [change.what for change in closed.context["changes"] if change.of == "paper"] == ["described anew"]
    assert other.name not in closed.text
    assert other.name in open_.text


def test_who_reads_no_papers_finds_none_in_the_history(staff):
    cadre = CadreFactory()
    add_document(cadre, staff)
    client = UserFactory(role=Role.CLIENT)

    assert {change.of for change in changes_of(cadre, client).changes} == {"cadre", "level or rank"}
    assert {change.of for change in changes_of(cadre, staff).changes} == {"paper", "cadre", "level or rank"}
    assert "document" not in dict(choices(client)[0][1])
    assert "document" in dict(choices(staff)[0][1])


def test_what_a_paper_lived_through_in_a_merged_file_is_told_in_the_one_that_stays(staff):
    stays, goes = CadreFactory(), CadreFactory()
    add_document(goes, staff, title="履历表")
    merged(stays, goes)

    told = [change for change in changes_of(stays, staff).changes if change.of == "paper"]

    assert [change.what for change in told] == ["moved with a merge of files", "put in"]
    assert {change.scan.title for change in told} == {"履历表"}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_three(rows, staff, as_user, django_assert_max_num_queries):
    cadre = CadreFactory()
    for number in range(rows):
        part = {"mode": "full_time", "level": "大学", "degree": "", "school": f"某大学{number}", "degree_school": ""}
        cadre_parts.add_part(cadre, Education, part, by=staff)
        cadre_files.change_file(cadre, {"born_on": date(1982, 4 + number, 1)}, by=staff)
        add_document(cadre, staff, jpeg(400 + number), name="a.jpg")
    client = as_user(staff)

    with django_assert_max_num_queries(9):
        history(client, cadre, what="cadre.born_on")


def test_the_resume_is_written_in_the_usual_way_when_asked(staff, as_user):
    cadre, client = CadreFactory(resume="2004.8 至 2010.01 某镇科员"), as_user(staff)

    changed_file(client, cadre, resume="2004.08至2010.01 某镇科员\n2010.01至今 某镇镇长", tidy="on")

    cadre.refresh_from_db()
    assert cadre.resume == "2004.08--2010.01  某镇科员\n2010.01--         某镇镇长"


def test_places_and_times_in_post_are_told_in_words(staff, as_user):
    tenure = TenureFactory(held=DateRange(date(2021, 3, 1), date(2024, 6, 1)), end_reason="promoted")
    cadre = tenure.cadre
    other = CountyFactory(code="511922000000", name="另一县")
    Cadre.objects.filter(pk=cadre.pk).update(division=other)
    Cadre.objects.filter(pk=cadre.pk).update(division=cadre.division)

    page = history(as_user(staff), cadre)

    told = {(label, before, after) for change in page.context["changes"] for label, before, after in change.fields}
    assert ("managed by", str(cadre.division), "另一县") in told
    assert ("post", "—", str(tenure.post)) in told
    (held,) = [after for label, _before, after in told if label == "held"]
    assert held == "1 Mar 2021–1 Jun 2024"


def test_history_tells_who_changed_what(staff, as_user):
    cadre = CadreFactory(native_place="甲县")
    client = as_user(staff)
    client.post(reverse("cadres:cadre_change", args=[cadre.pk]), {**PARTICULARS, "native_place": "乙县"})

    changes = client.get(reverse("cadres:cadre_history", args=[cadre.pk])).context["changes"]

    assert sorted(change.what for change in changes) == ["added", "added", "changed"]  # one transaction: one time
    (changed,) = [change for change in changes if change.what == "changed"]
    assert changed.who == staff.name
    assert ("native place", "甲县", "乙县") in changed.fields
