"""What was one table of days becomes calendars of years, and the way back."""

import pytest
from django.db import connection

from tests.support.migrations import migrate

DAYS = [
    ("2018-12-29", True, "元旦"),
    ("2018-12-31", False, "元旦"),
    ("2019-01-01", False, "元旦"),
    ("2026-02-14", True, "春节"),
    ("2026-12-31", False, "no notice of 2027 is there"),
]


def rows(sql: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.slow
def test_days_and_their_history_are_carried_there_and_back():
    migrate("0022_notice_without_mailed_at")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO cadres_specialday (day, works, name) VALUES (%s, %s, %s)", DAYS)
        cursor.execute("INSERT INTO cadres_specialday (day, works, name) VALUES ('2001-01-01', false, 'gone')")
        cursor.execute("DELETE FROM cadres_specialday WHERE day = '2001-01-01'")

    models = migrate("0023_calendar")

    years = models.get_model("cadres", "CalendarYear").objects.order_by("year")
    assert [(one.year, one.stage, one.days.count()) for one in years] == [
        (2019, "approved", 3),
        (2026, "approved", 2),
    ]
    history = "SELECT count(*) FROM cadres_specialdayevent"
    joined = f"{history} JOIN cadres_specialday ON pgh_obj_id = cadres_specialday.id AND cadres_specialday.day"
    assert rows(history) == [(7,)]
    assert rows(f"{joined} = cadres_specialdayevent.day") == [(5,)]

    migrate("0022_notice_without_mailed_at")

    back = rows("SELECT day::text, works, name FROM cadres_specialday ORDER BY day")
    assert back == DAYS
    assert rows(history) == [(7,)]
