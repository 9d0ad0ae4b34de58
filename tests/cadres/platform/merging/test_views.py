"""Pages of duplicates and merges."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Cadre, Document, DuplicatePair, Education, FamilyMember, FileAccess, Job, Kinship, Merge
from cadres.platform.merging.points import KINDS
from cadres.platform.merging.services import merges
from cadres.shared.scope import code_range
from tests.cadres.platform.merging.test_services import merged, pair_of
from tests.support.cadres import COUNTY, CadreFactory, CountyFactory, LeaderFactory, OrganizationFactory, TenureFactory
from tests.support.documents import add_document

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"


@pytest.fixture
def pair():
    one = CadreFactory(name="王伟", identity_number=NUMBER, health="健康", native_place="四川平昌")
    two = CadreFactory(name="王玮", identity_number=NUMBER, phone="13812345678", native_place="")
    Education.objects.create(cadre=two, mode="full_time", level="大学")
    return pair_of(one, two)


def address(pair):
    return reverse("cadres:duplicate_detail", args=[pair.pk])


def form_of(client, pair):
    """What a browser without scripts sends when nothing is touched."""
    form = client.get(address(pair)).context["form"]
    return {"stays": form["stays"].value(), **{line.name: line.chosen for line in form.lines() if line.name}}


def test_the_list_shows_open_pairs_filters_and_stands_beside(staff, as_user, pair):
    client = as_user(staff)
    other = pair_of(CadreFactory(name="赵六"), CadreFactory(name="赵陆"))
    merges.move_pair(other, "different", by=staff, reason="两个人")
    url = reverse("cadres:duplicate_list", args=["cadre"])

    page = client.get(url)
    assert [row.names for row in page.context["page"].rows] == ["王伟 · 王玮"]
    assert "the same identity number" in page.content.decode()
    assert [row.pk for row in client.get(url, {"stage": "different"}).context["page"].rows] == [other.pk]
    assert not client.get(url, {"q": "李"}).context["page"].rows
    export = client.get(url, {"export": "csv"})
    assert export["Content-Type"].startswith("text/html")  # two persons a row: not given out
    assert "export=csv" not in page.content.decode()
    beside = client.get(url, {"panel": pair.pk})
    assert "Compare the two" in beside.content.decode()
    assert NUMBER not in page.content.decode() + beside.content.decode()
    assert client.get(reverse("cadres:duplicate_home")).context["kind"].key == "cadre"
    empty = client.get(reverse("cadres:duplicate_list", args=["organization"]))
    assert "No duplicates are known" in empty.content.decode()


def test_both_files_side_by_side_with_what_is_masked_masked(staff, as_user, pair):
    client = as_user(staff)
    page = client.get(address(pair))
    text = page.content.decode()

    assert NUMBER not in text
    assert "13812345678" not in text
    assert "138****5678" in text
    assert "大学" in text
    differing = [line.name for line in page.context["form"].lines() if line.name]
    assert differing == ["name", "native_place", "health", "phone"]
    assert FileAccess.objects.filter(part="duplicates", by=staff).count() == 2


def test_the_record_with_more_to_it_stays_and_takes_what_it_lacks(staff, as_user, pair):
    chosen = form_of(as_user(staff), pair)

    assert chosen["stays"] == str(pair.second)
    assert (chosen["phone"], chosen["name"]) == (str(pair.second), str(pair.second))
    assert (chosen["native_place"], chosen["health"]) == (str(pair.first), str(pair.first))


def test_from_comparison_to_merge_and_back_by_pages_alone(staff, leader, as_user, pair):
    client, second = as_user(staff), as_user(leader)
    chosen = form_of(client, pair) | {"name": str(pair.first)}
    assert as_user(leader).post(address(pair), chosen).status_code == 403
    done = client.post(address(pair), chosen)
    merge = Merge.objects.get()
    assert (done.status_code, done.url) == (302, merge.get_absolute_url())
    assert sorted(merge.taken) == ["health", "name", "native_place"]

    def press(who, name, **data):
        url = reverse("cadres:merge_move", args=[merge.pk, name])
        assert url in who.get(merge.get_absolute_url()).content.decode()
        return who.post(url, data)

    assert "goes along" not in client.get(merge.get_absolute_url()).content.decode()
    assert press(second, "approve", seen_stage="proposed").status_code == 302
    merge.refresh_from_db()
    assert merge.stage == "merged"
    assert "Moved: 0" in second.get(merge.get_absolute_url()).content.decode()

    gone, stays = CadreUrl(pair.first), CadreUrl(pair.second)
    for name in ("cadre_detail", "cadre_timeline", "cadre_history", "cadre_change"):
        answer = client.get(gone(name))
        assert (answer.status_code, answer.url) == (302, stays(name))
    posted = client.post(gone("cadre_change"), {"health": "x"})
    assert (posted.status_code, posted.url) == (302, stays("cadre_change"))
    assert "Nothing was saved" in client.get(stays("cadre_detail")).content.decode()
    history = client.get(stays("cadre_history")).content.decode()
    assert "四川平昌" in history  # that of the file that went stays readable

    assert press(client, "ask_back", reason="搞错了").status_code == 302
    assert press(second, "undo").status_code == 302
    assert client.get(gone("cadre_detail")).status_code == 200


class CadreUrl:
    def __init__(self, pk):
        self.pk = pk

    def __call__(self, name):
        return reverse(f"cadres:{name}", args=[self.pk])


def test_a_refusal_shows_every_reason_beside_what_was_chosen(staff, as_user):
    one, two = CadreFactory(sex="1"), CadreFactory(sex="2", identity_number=NUMBER)
    one.identity_number = "440524188001010014"
    one.save()
    pair = pair_of(one, two)
    client = as_user(staff)
    chosen = form_of(client, pair) | {"stays": str(two.pk)}

    page = client.post(address(pair), chosen)

    assert page.status_code == 422
    assert [o.code for o in page.context["objections"]] == ["numbers-differ", "sex-differs"]
    assert page.context["form"]["stays"].value() == str(two.pk)
    assert client.post(address(pair), {}).status_code == 422


def test_a_closed_file_is_compared_by_nobody_to_whom_it_is_closed(staff, leader, as_user, pair):
    merge = merges.propose_merge(pair, stays=pair.first, taken=[], by=staff)
    other = LeaderFactory()
    for user in (leader, staff):
        Kinship.objects.create(user=user, cadre_id=pair.second, relation="妻子", stage="confirmed", confirmed_by=other)

    for user in (leader, staff):
        client = as_user(user)
        assert client.get(address(pair)).status_code == 403
        assert client.get(merge.get_absolute_url()).status_code == 403
        assert client.get(reverse("cadres:merge_list")).status_code == 200
    move = reverse("cadres:merge_move", args=[merge.pk, "approve"])
    assert as_user(leader).post(move, {"seen_stage": "proposed"}).status_code == 403
    assert as_user(other).post(move, {"seen_stage": "proposed"}).status_code == 302


def test_a_pair_of_two_counties_is_for_who_reaches_both(staff, as_user):
    elsewhere = CountyFactory(code="511902000000", name="巴州区")
    pair = pair_of(CadreFactory(), CadreFactory(division=elsewhere))

    client = as_user(staff)
    assert client.get(address(pair)).status_code == 404
    assert not client.get(reverse("cadres:duplicate_home")).context["page"].rows


@pytest.mark.django_db(transaction=True)
def test_the_button_starts_a_job(staff, as_user):
    url = reverse("cadres:duplicate_find", args=["cadre"])
    client = as_user(staff)

    for _ in range(2):
        CadreFactory(name="王伟", native_place="四川平昌")
    assert "Look now" in client.get(url).content.decode()
    assert client.post(url).status_code == 302  # the job has run on commit
    job = Job.objects.get()
    assert (job.kind, job.params, job.report) == ("cadres.find_duplicates", {"of": "cadre"}, {"new": 1})
    assert reverse("cadres:duplicate_list", args=["cadre"]) in client.get(job.get_absolute_url()).content.decode()
    assert DuplicatePair.objects.get().why == "name_home"
    assert client.get(reverse("cadres:duplicate_find", args=["nothing"])).status_code == 404


def test_organizations_have_the_same_pages(staff, as_user):
    one = OrganizationFactory()
    two = OrganizationFactory(division=one.division, name=f"{one.name} ")
    merges.find_duplicates(KINDS["organization"], *code_range(COUNTY))
    client = as_user(staff)
    pair = client.get(reverse("cadres:duplicate_list", args=["organization"])).context["page"].rows[0]

    assert client.post(address(pair), form_of(client, pair)).status_code == 302
    merges.move_merge(Merge.objects.get(), "approve", by=LeaderFactory())
    moved = client.get(two.get_absolute_url())
    assert (moved.status_code, moved.url) == (302, one.get_absolute_url())


def test_pages_cost_the_same_for_one_row_or_many(staff, as_user):
    client = as_user(staff)
    client.get(reverse("cadres:duplicate_home"))
    counts = []
    for number in (1, 6):
        one, two = CadreFactory(), CadreFactory()
        for _ in range(number):
            FamilyMember.objects.create(cadre=two, relation="兄", name="某")
            TenureFactory(cadre=two, post__kind="other")
            Education.objects.create(cadre=one, mode="full_time", level="大学")
        pair = pair_of(one, two)
        merge = merges.propose_merge(pair, stays=one.pk, taken=[], by=staff)
        told = []
        urls = (
            address(pair),
            merge.get_absolute_url(),
            reverse("cadres:duplicate_home"),
            reverse("cadres:merge_list"),
        )
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            told.append(len(queries))
        counts.append(told)

    assert counts[0] == counts[1]
    assert all(one <= most for one, most in zip(counts[0], (32, 30, 4, 5), strict=True)), counts


def test_who_read_the_merged_file_is_told_with_the_one_that_stays(leader, as_user):
    one, two = CadreFactory(), CadreFactory()
    as_user(leader).get(two.get_absolute_url())
    merged(one, two)

    readings = as_user(leader).get(reverse("cadres:cadre_readers", args=[one.pk])).context["readings"]
    assert "file" in [row.part for row in readings]


def test_papers_of_discipline_are_told_of_nowhere(staff, leader, as_user, pair):
    one, two = Cadre.objects.get(pk=pair.first), Cadre.objects.get(pk=pair.second)
    add_document(one, staff, section="1", dated="2001")
    add_document(two, staff, section="8", dated="2019-07", name="处分决定.pdf")
    client = as_user(staff)

    page = client.get(address(pair))
    papers = next(section for section in page.context["sections"] if section["title"] == "papers")
    assert papers["numbers"] == [1, 0]
    assert "2019-07" not in page.text
    client.post(address(pair), form_of(client, pair))
    merge = Merge.objects.get()
    merges.move_merge(merge, "approve", by=leader)
    add_document(two if merge.stays == two.pk else one, staff, section="8", dated="2019-08", name="更正.pdf")
    shown = client.get(merge.get_absolute_url()).text
    assert "2019" not in shown
    assert set(Document.objects.values_list("cadre", flat=True)) == {merge.stays}


def test_the_same_paper_of_discipline_is_named_to_nobody(staff, as_user, pair):
    for pk in (pair.first, pair.second):
        add_document(Cadre.objects.get(pk=pk), staff, section="8", dated="2019-07", name="处分决定.pdf")

    page = as_user(staff).get(address(pair))

    assert [one.code for one in page.context["against"]] == ["paper-twice"]
    assert "discipline" not in str(page.context["against"][0]).lower()
