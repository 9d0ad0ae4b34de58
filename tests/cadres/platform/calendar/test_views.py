"""Pages of working days: entering, importing, approving, printing, and what they cost."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from cadres.models import CalendarYear
from cadres.platform.calendar.choices import Holiday, Stage
from cadres.platform.calendar.rules.days import statutory
from tests.cadres.platform.calendar.factories import approved
from tests.cadres.platform.calendar.test_services import ENTRIES, LINES, draft_of
from tests.support.workbooks import strict

pytestmark = pytest.mark.django_db

NOTICE = {"document": "国办发明电〔2026〕0号", "basis": "gov.cn", "seen": "nothing"}


def address(name: str, year: int = 2027) -> str:
    return reverse(f"cadres:calendar_{name}", args=[year])


def row_by_row(**change) -> dict:
    """The form as it comes, with the days that the law fixes, and what is changed."""
    values = dict(NOTICE)
    for holiday in Holiday:
        days = sorted(day for day, one in statutory(2027).items() if one == holiday)
        values |= {f"{holiday}_from": days[0], f"{holiday}_to": days[-1], f"{holiday}_works": ""}
    return values | change


def test_an_unknown_year_shows_what_is_certain_and_asks_for_the_rest(staff, as_user):
    page = as_user(staff).get(address("year"))

    assert "The holidays of 2027 are not approved yet." in page.text
    kinds = {cell["day"]: cell["kind"] for m in page.context["months"] for week in m["weeks"] for cell in week if cell}
    assert len(kinds) == 365
    assert (kinds[date(2027, 2, 5)], kinds[date(2027, 2, 9)]) == ("statutory", "unknown")
    assert (kinds[date(2027, 7, 1)], kinds[date(2027, 7, 3)]) == ("plain", "weekend")
    assert address("enter") in page.text


def test_a_year_in_force_shows_holidays_and_working_weekends(leader, as_user):
    approved(2027, ENTRIES)

    page = as_user(leader).get(address("year"))

    kinds = {cell["day"]: cell["kind"] for m in page.context["months"] for week in m["weeks"] for cell in week if cell}
    assert (kinds[date(2027, 2, 9)], kinds[date(2027, 2, 14)], kinds[date(2027, 2, 5)]) == (
        "holiday",
        "makeup",
        "statutory",
    )
    assert address("enter") not in page.text  # a leader approves and enters nothing
    assert "春节" in page.text


def test_row_by_row_from_the_form_to_the_approval(staff, leader, as_user):
    office, chief = as_user(staff), as_user(leader)
    form = office.get(address("enter"))
    assert form.context["form"].fields["spring_from"].initial == date(2027, 2, 5)
    data = row_by_row(
        spring_to="2027-02-13", spring_works="2027-02-14, 2027-02-20", others="2027-07-09 holiday 纪念日"
    )

    saved = office.post(address("enter"), data)

    assert saved.headers["Location"] == address("draft")
    page = chief.get(address("draft"))
    assert "Nothing that runs now is computed otherwise." in page.text
    assert "9 Jul 2027" in page.text  # farther from a holiday than ever
    done = chief.post(address("approve"), {"seen": page.context["seen"]})
    assert done.headers["Location"] == address("year")
    calendar = CalendarYear.objects.get()
    assert (calendar.stage, calendar.approved_by) == (Stage.APPROVED, leader)
    assert calendar.days.filter(works=True).count() == 2
    again = office.get(address("enter")).context["form"]
    assert again.fields["spring_works"].initial == "2027-02-14 2027-02-20"
    assert again.fields["others"].initial == "2027-07-09 holiday 纪念日"


def test_what_was_mistyped_stays_in_the_form_with_every_reason(staff, as_user):
    page = as_user(staff).post(address("enter"), row_by_row(spring_works="tomorrow", others="nonsense", document=""))

    assert page.status_code == 422
    errors = page.context["form"].errors
    assert set(errors) == {"spring_works", "others", "document"}
    refused = as_user(staff).post(address("enter"), row_by_row(spring_from="", spring_to=""))
    assert refused.status_code == 422
    assert "By law these days are free" in refused.text
    assert not CalendarYear.objects.exists()


def xlsx(*sheets) -> bytes:
    """An empty sheet, as Excel used to add them, says nothing."""
    book = Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


ROWS = [("from", "to", "kind", "name")] + [
    (entry.first, entry.last, "works" if entry.works else "holiday", entry.name) for entry in ENTRIES
]
CSV = "\n".join(",".join(map(str, row)) for row in ROWS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("", b""),
        ("2027.csv", CSV.encode("utf-8-sig")),
        ("2027.csv", CSV.encode("gb18030")),
        ("2027.xlsx", xlsx(ROWS)),
        ("2027.xlsx", strict(xlsx(ROWS))),
    ],
)
def test_lines_and_tables_say_the_same(staff, as_user, name, content):
    given = {"file": SimpleUploadedFile(name, content)} if name else {"text": LINES}

    answer = as_user(staff).post(address("import"), {**NOTICE, **given})

    assert answer.headers.get("Location") == address("draft"), answer.text
    days = CalendarYear.objects.get().days
    assert days.count() == sum(len(list(entry.days())) for entry in ENTRIES)
    assert list(days.filter(works=True).values_list("day", "name")) == [
        (date(2027, 2, 14), "春节"),
        (date(2027, 2, 20), "春节"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("2027.xlsx", xlsx(ROWS, ROWS), "Several sheets"),
        ("2027.xlsx", b"no workbook", "no Excel workbook"),
        ("2027.csv", b"\xff\xfe\x00\xff", "cannot be read"),
        ("2027.csv", b"0" * ((1 << 20) + 1), "larger than 1 MB"),
        ("2027.csv", "2027-02-30,,holiday,春节".encode(), "no such day"),
    ],
)
def test_files_that_cannot_be_read_are_refused_in_words(staff, as_user, name, content, told):
    page = as_user(staff).post(address("import"), {**NOTICE, "file": SimpleUploadedFile(name, content)})

    assert page.status_code == 422
    assert told in page.text
    assert not CalendarYear.objects.exists()


def test_a_draft_that_changed_meanwhile_is_not_approved_unseen(staff, leader, as_user):
    draft_of(staff)
    chief = as_user(leader)
    seen = chief.get(address("draft")).context["seen"]
    draft_of(staff)

    answer = chief.post(address("approve"), {"seen": seen}, follow=True)

    assert "changed this draft" in answer.text
    assert CalendarYear.objects.get().stage == Stage.DRAFT
    assert chief.post(address("approve"), {}).status_code != 500
    assert CalendarYear.objects.get().stage == Stage.DRAFT


def test_the_writer_sees_no_button_to_approve_and_may_withdraw(staff, leader, as_user):
    draft_of(staff)
    own = as_user(staff).get(address("draft")).text
    assert address("approve") not in own
    assert address("discard") in own
    assert address("approve") in as_user(leader).get(address("draft")).text

    as_user(staff).post(address("discard"))

    assert not CalendarYear.objects.exists()
    assert as_user(staff).get(address("draft")).headers["Location"] == address("year")
    assert as_user(leader).post(address("approve")).headers["Location"] == address("year")
    assert as_user(staff).post(address("discard")).headers["Location"] == address("year")


@pytest.mark.parametrize("year", [0, 1948, 2100, 99999])
@pytest.mark.parametrize("name", ["year", "print", "enter", "import", "draft"])
def test_years_that_no_table_reaches_are_not_there(staff, as_user, name, year):
    assert as_user(staff).get(address(name, year)).status_code == 404


def test_the_sheet_to_print(leader, as_user):
    page = as_user(leader).get(address("print"))

    assert page.status_code == 200
    assert page.text.count('class="calendar-month"') == 12


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_years(staff, as_user, number, django_assert_num_queries):
    for year in range(2026, 2026 - number, -1):
        approved(year)
    draft_of(staff)
    browser = as_user(staff)

    with django_assert_num_queries(4):  # session, account with its remits, frame, and the list
        page = browser.get(reverse("cadres:calendar_list"))

    assert len([line for line in page.context["lines"] if line["in_force"]]) == number
    assert "Draft waits for approval" in page.text
