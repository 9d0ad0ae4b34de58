"""Pages of exports: asking, deciding, fetching; what they cost and what the auditor does not see."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from cadres.models import ExportRequest, JobFile, Step, User
from cadres.platform.accounts.choices import Role
from cadres.platform.exports import services as exports
from cadres.platform.jobs.services import jobs
from cadres.registry.protection import services as protection
from cadres.shared.lists.export_links import ask_url
from tests.support.cadres import CadreFactory, LeaderFactory, TenureFactory, UserFactory
from tests.support.concurrency import run_concurrently
from tests.support.exports import ask, make
from tests.support.points import todo_of

LIST = ask_url("list", "csv", list="cadres:cadre_list", query="q=测试&sex=1")
NUMBER = "11010519491231002X"


@pytest.mark.django_db(transaction=True)
def test_from_the_list_to_the_file(staff, leader, as_user):
    CadreFactory(name="测试甲", name_key="ce shi jia")
    clerk, chief = as_user(staff), as_user(leader)

    leads = clerk.get(reverse("cadres:cadre_list"), {"export": "csv", "sex": "1"})
    page = clerk.get(leads.url)
    assert [text for label, text in page.context["facts"] if label == "Sex"] == ["Male"]
    assert clerk.post(leads.url, {"purpose": ""}).status_code == 422
    done = clerk.post(leads.url, {"purpose": "换届考察", "document": "组〔2026〕9号"})
    asked = ExportRequest.objects.get()
    assert done.url == asked.get_absolute_url()
    assert (asked.document, asked.purpose) == ("组〔2026〕9号", "换届考察")

    assert "Exports to approve" in chief.get("/").text
    shown = chief.get(asked.get_absolute_url())
    assert "换届考察" in shown.text
    rows = chief.get(reverse("cadres:export_rows", args=[asked.pk]))
    assert "测试甲" in rows.text
    assert rows["Cache-Control"] == "no-store"
    approve = reverse("cadres:export_move", args=[asked.pk, "approve"])
    assert approve in shown.text
    assert approve not in clerk.get(asked.get_absolute_url()).text
    assert clerk.post(approve).status_code == 403
    assert chief.post(approve, {"seen_stage": "requested"}).url == asked.get_absolute_url()

    assert "Exports to download" in clerk.get("/").text
    fetch = reverse("cadres:export_move", args=[asked.pk, "fetch"])
    assert fetch in clerk.get(asked.get_absolute_url()).text
    assert fetch not in chief.get(asked.get_absolute_url()).text
    assert "测试甲" in b"".join(clerk.post(fetch, {"seen_stage": "approved"}).streaming_content).decode()
    assert fetch not in clerk.get(asked.get_absolute_url()).text
    assert chief.get(reverse("cadres:export_rows", args=[asked.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_gets_the_file(staff, leader):
    CadreFactory()
    asked = make(ask(staff, LIST))

    def click():
        _stored, content = exports.fetch(asked, by=staff)
        with content:
            return content.read()

    got = run_concurrently(click, click)

    assert sorted(type(one).__name__ for one in got) == ["Refused", "bytes"]
    assert not JobFile.objects.exists()
    assert Step.objects.of(asked).filter(move="fetch").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_was_moved_since_the_approval_gets_nothing(staff, leader, monkeypatch):
    CadreFactory()
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "enqueue", lambda _pk: None)
        asked = exports.move_export(ask(staff, LIST), "approve", by=leader)
    staff.remits.all().delete()

    jobs.run(asked.job_id)

    asked.refresh_from_db()
    assert (asked.given, asked.job.state, JobFile.objects.count()) == (None, "failed", 0)
    assert "no longer" in asked.job.message


@pytest.mark.django_db
def test_lists_of_nobody_in_particular_are_given_at_once(staff, as_user):
    TenureFactory()
    browser = as_user(staff)
    for name in ("division_list", "organization_list", "post_list", "board_list", "roster_list"):
        assert browser.get(reverse(f"cadres:{name}"), {"export": "csv"}).status_code == 200, name


@pytest.mark.django_db
def test_lists_of_persons_are_asked_for_in_every_app(staff, as_user):
    browser = as_user(staff)
    names = (
        "cadres:cadre_list",
        "cadres:tenure_list",
        "cadres:kinship_list",
        "training:need_list",
        "training:enrolment_list",
        "assessment:score_list",
        "incentives:award_list",
        "incentives:subsidy_list",
        "selection:watch_list",
    )
    for name in names:
        leads = browser.get(reverse(name), {"export": "xlsx"})
        assert leads.url.startswith(reverse("cadres:export_new")), name
        assert browser.get(leads.url).status_code == 200, name


@pytest.mark.django_db
def test_identity_numbers_are_masked_for_who_decides(staff, leader, as_user):
    CadreFactory(identity_number=NUMBER)
    asked = ask(staff, ask_url("records", "xlsx", key="cadres", secrets="1"))

    page = as_user(leader).get(reverse("cadres:export_rows", args=[asked.pk])).text

    assert "110***********002X" in page
    assert NUMBER not in page


@pytest.mark.django_db
def test_the_auditor_reads_who_what_when_and_why_but_no_content(staff, leader, as_user):
    CadreFactory(name="测试甲", name_key="ce shi jia")
    asked = ask(staff, LIST, purpose="换届考察")
    auditor = as_user(UserFactory(role=Role.AUDIT))

    listed = auditor.get(reverse("cadres:export_list")).text
    page = auditor.get(asked.get_absolute_url()).text

    for told in (listed, page):
        assert "换届考察" in told
        assert staff.name in told
        assert "测试甲" not in told
    assert "Name or pinyin" not in page
    assert "Name or pinyin" in as_user(leader).get(asked.get_absolute_url()).text
    assert auditor.get(reverse("cadres:export_rows", args=[asked.pk])).status_code == 403
    assert auditor.post(reverse("cadres:export_move", args=[asked.pk, "approve"])).status_code == 403


@pytest.mark.django_db
def test_the_page_says_when_it_lapses_and_that_it_did(staff, leader, as_user, time_machine):
    CadreFactory()
    time_machine.move_to("2026-11-02T09:00+08:00", tick=False)
    asked = ask(staff, LIST)
    clerk = as_user(staff)

    before = clerk.get(asked.get_absolute_url())
    assert dict(before.context["facts"])["To be decided before"] == asked.requested_at + exports.WAITS
    time_machine.shift(exports.WAITS)
    exports.lapse()
    clerk, chief = as_user(staff), as_user(leader)
    after = clerk.get(asked.get_absolute_url())

    assert [stage["label"] for stage in after.context["stages"]] == ["Awaits a second person", "Not decided in time"]
    assert "To be decided before" not in dict(after.context["facts"])
    assert "it is asked for again" in after.text
    assert after.context["available_moves"] == []
    assert clerk.get(reverse("cadres:export_rows", args=[asked.pk])).status_code == 404
    assert "Nobody decided about your export in time" in clerk.get(reverse("cadres:notice_list")).text
    assert "Exports to approve" not in chief.get("/").text
    assert clerk.get(reverse("cadres:export_list"), {"stage": "lapsed"}).context["page"].rows == [asked]


@pytest.mark.django_db
def test_others_find_no_request(staff, leader, as_user):
    CadreFactory()
    asked = ask(staff, ask_url("list", "csv", list="cadres:cadre_list"))
    other = as_user(UserFactory())

    assert other.get(asked.get_absolute_url()).status_code == 404
    assert other.get(reverse("cadres:export_rows", args=[asked.pk])).status_code == 404
    assert other.post(reverse("cadres:export_move", args=[asked.pk, "withdraw"])).status_code == 404
    assert "No. 1" not in other.get(reverse("cadres:export_list")).text


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same(number, staff, leader, as_user, django_assert_max_num_queries):
    CadreFactory()
    for _number in range(number):
        ask(staff, ask_url("list", "csv", list="cadres:cadre_list"))
    browser = as_user(leader)

    with django_assert_max_num_queries(5):
        page = browser.get(reverse("cadres:export_list"), {"sort": "-number"})

    assert len(page.context["page"].rows) == number
    assert browser.get(reverse("cadres:export_list"), {"stage": "fetched"}).context["page"].rows == []


@pytest.mark.django_db
def test_the_other_pages_cost_little(staff, leader, as_user, django_assert_max_num_queries):
    for _number in range(5):
        CadreFactory(name=f"测试{_number}")
    asked = ask(staff, ask_url("list", "csv", list="cadres:cadre_list"))
    clerk, chief = as_user(staff), as_user(leader)

    with django_assert_max_num_queries(8):
        clerk.get(ask_url("list", "csv", list="cadres:cadre_list", query="sex=1"))
    with django_assert_max_num_queries(8):
        chief.get(asked.get_absolute_url())
    with django_assert_max_num_queries(8):
        assert len(chief.get(reverse("cadres:export_rows", args=[asked.pk])).context["rows"]) == 5


@pytest.mark.django_db
def test_what_is_due_costs_a_query_a_list(staff, leader, django_assert_num_queries):
    CadreFactory()
    made = make(ask(staff, ask_url("list", "csv", list="cadres:cadre_list")))
    other = LeaderFactory()
    ask(other, ask_url("list", "csv", list="cadres:cadre_list"))

    reader = User.objects.for_session().get(pk=leader.pk)
    with django_assert_num_queries(7):
        lists = [one for one in todo_of("cadres", reader, made.expires_at.date()) if str(one.title) != "Working days"]

    assert [(str(one.title), len(one.items)) for one in lists] == [("Exports to approve", 1)]
    assert lists[0].items[0].on == localdate() + exports.WAITS
    titles = [str(one.title) for one in todo_of("cadres", staff, made.expires_at.date())]
    assert titles == ["Exports to download", "Working days"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        LIST,
        ask_url("records", "xlsx", key="cadres"),
        ask_url("records", "xlsx", key="tenures"),
    ],
)
def test_the_second_person_is_not_shown_his_own_relatives(staff, leader, as_user, url):
    relative = TenureFactory(cadre__name="测试亲属").cadre
    TenureFactory(cadre__name="测试他人")
    kinship = protection.declare_kinship(relative, relation="妻子", by=leader)
    protection.settle_kinship(kinship, "confirm", by=LeaderFactory())
    rows = reverse("cadres:export_rows", args=[ask(staff, url).pk])

    shown = as_user(leader).get(rows).text
    assert "测试他人" in shown
    assert "测试亲属" not in shown
    assert "left out here" in shown
    theirs = as_user(staff).get(rows).text
    assert "测试亲属" in theirs
    assert "left out here" not in theirs


@pytest.mark.django_db
def test_the_second_person_is_not_told_of_his_relatives_forms(staff, leader, as_user):
    relative = CadreFactory(name="测试亲属")
    kinship = protection.declare_kinship(relative, relation="妻子", by=leader)
    protection.settle_kinship(kinship, "confirm", by=LeaderFactory())
    asked = ask(staff, ask_url("forms", "zip", ids=relative.pk))

    assert "测试亲属" not in as_user(leader).get(reverse("cadres:export_rows", args=[asked.pk])).text
