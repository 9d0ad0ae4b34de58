"""A month reads as a month wherever two values stand side by side, and as a day only where the day is known."""

from datetime import date

import pytest
from django.db import models
from django.urls import reverse
from django.utils import translation

from cadres.models import Cadre, Tenure, Verification
from cadres.registry.cadre_files.services import files as cadre_files
from cadres.shared.months import MonthField, as_much, month_or_day, month_text
from cadres.shared.pages.edit_conflicts import shown
from tests.cadres.platform.merging.test_services import pair_of
from tests.support.cadres import CadreFactory, PostFactory
from tests.support.imports import HEADER, ONE, preview, rows
from tests.support.workbooks import workbook

MONTHS = ["born_on", "joined_party_on", "began_work_on", "grade_since", "township_since"]


def test_the_file_knows_which_of_its_dates_are_months():
    assert [field.name for field in Cadre._meta.fields if isinstance(field, MonthField)] == MONTHS
    assert MonthField().deconstruct()[1] == "django.db.models.DateField"


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (MonthField(), date(1975, 6, 1), "1975.06"),
        (MonthField(), date(1975, 6, 15), "1975.06.15"),
        (MonthField(), None, "—"),
        (models.DateField(), date(1975, 6, 1), "1 Jun 1975"),
    ],
)
def test_a_month_is_shown_with_its_day_only_where_that_is_known(field, value, text):
    assert shown(field, value) == text


def test_months_are_written_with_a_point():
    assert [month_text(date(1982, 3, 15)), month_text(None)] == ["1982.03", ""]
    assert [month_or_day(date(1982, 3, 1)), month_or_day(date(1982, 3, 15))] == ["1982.03", "1982.03.15"]


@pytest.mark.django_db(transaction=True)
def test_the_preview_of_a_workbook_shows_months(staff):
    CadreFactory(name="王五", born_on=date(1975, 12, 1), began_work_on=date(1996, 7, 1), grade_since=None)
    file = workbook(
        (*HEADER, "参加工作时间", "任现职级时间", "入党时间"),
        [
            ("王五", "男", "1975.12", None, "1996.08", "2018-05-14", None),
            ("李四", "男", "1982年3月", ONE, "2004.08", None, "200306"),
        ],
    )

    found = preview(file, staff)

    assert rows(found, "changed")[0]["changes"] == [["Began work", "1996.07", "1996.08"]]  # the grade has its history
    new = {label: text for label, _old, text in rows(found, "new")[0]["changes"]}
    assert [new[label] for label in ("Month of birth", "Began work", "Joined the party")] == [
        "1982.03",
        "2004.08",
        "2003.06",
    ]


@pytest.mark.django_db(transaction=True)
def test_the_first_day_in_a_post_stays_a_day(staff):
    post = PostFactory()
    CadreFactory(name="王五", born_on=date(1975, 12, 1))
    header = ("姓名", "出生年月", "单位名称", "职务", "任职时间")

    found = preview(
        workbook(header, [("王五", "1975.12", post.organization.name, "书记", "2016.03")]), staff, resource="tenures"
    )

    told = {label: text for label, _old, text in rows(found, "new")[0]["changes"]}
    assert (told["Month of birth"], told["Since"]) == ("1975.12", "1 Mar 2016")
    assert not Tenure.objects.exists()


@pytest.mark.django_db
def test_the_comparison_before_a_merge_shows_months(staff, as_user):
    pair = pair_of(
        CadreFactory(name="王伟", identity_number=ONE, born_on=date(1975, 6, 1), began_work_on=date(1996, 7, 1)),
        CadreFactory(name="王伟", identity_number=ONE, born_on=date(1975, 6, 15), began_work_on=date(1996, 7, 1)),
    )

    page = as_user(staff).get(reverse("cadres:duplicate_detail", args=[pair.pk]))

    told = {str(line.label): list(line.values) for line in page.context["form"].lines()}
    assert told["month of birth"] == ["1975.06", "1975.06.15"]
    assert set(told["began work"]) == {"1996.07"}
    assert "1975-06-01" not in page.text


@pytest.mark.django_db
def test_the_history_shows_months(staff, as_user):
    cadre = CadreFactory(born_on=date(1982, 3, 1))
    cadre_files.change_file(cadre, {"born_on": date(1982, 4, 1)}, by=staff)
    Verification.objects.create(
        cadre=cadre,
        item="party",
        state="agrees",
        declared="2003-06-01",
        found="2003-06-01",
        paper="finding",
        paper_number="1",
        by=staff,
    )

    page = as_user(staff).get(reverse("cadres:cadre_history", args=[cadre.pk]))

    fields = [field for change in page.context["changes"] for field in change.fields]
    assert ("month of birth", "1982.03", "1982.04") in fields
    assert ("verified as", "—", "2003.06") in fields
    assert "1982-04-01" not in page.text


@pytest.mark.parametrize(
    ("known", "text"), [("1998", "1998"), ("1998-09", "1998年9月"), ("1998-09-01", "1998年9月1日")]
)
def test_as_much_of_a_date_as_is_known_is_written_as_days_are(known, text):
    with translation.override("zh-hans"):
        assert as_much(known) == text
