"""What stands in the log when the database refuses a row: the error and the constraint, nothing of the row."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from config.celery import app
from config.logs import DiscreetFormatter
from tests.support.cadres import CadreFactory, CountyFactory

pytestmark = pytest.mark.django_db


def written(statement, *values):
    """The line of the log about a statement that fails."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError:
        record = logging.LogRecord("test", logging.ERROR, "", 0, "a job broke", None, sys.exc_info())
        return DiscreetFormatter().format(record)
    raise AssertionError


def test_a_broken_constraint_is_named_without_the_row():
    county = CountyFactory(name="测试县")
    text = written("INSERT INTO cadres_division SELECT * FROM cadres_division WHERE code = %s", county.pk)

    assert "psycopg2.errors.UniqueViolation: cadres_division_pkey" in text
    assert "django.db.utils.IntegrityError: cadres_division_pkey" in text
    assert "Traceback" in text
    assert "test_logs.py" in text
    assert county.pk not in text.replace("cursor.execute", "")
    assert "DETAIL" not in text


def test_a_value_that_cannot_be_read_is_left_out():
    cadre = CadreFactory(name="测试人")
    text = written("UPDATE cadres_cadre SET born_on = %s WHERE id = %s", "张三生于1982", cadre.pk)

    assert "张三" not in text
    assert "DataError: (what it said is left out)" in text


def test_a_worker_says_no_more():
    error = IntegrityError("Key (name)=(测试人) already exists.")
    line, caught = "Task raised unexpected: %r", (type(error), error, None)
    record = logging.LogRecord("celery.app.trace", logging.ERROR, "", 0, line, (error,), caught)

    text = DiscreetFormatter().format(record)

    assert text.startswith("Task raised unexpected: IntegrityError\n")
    assert "测试人" not in text


def test_web_and_worker_use_it():
    assert settings.LOGGING["formatters"]["line"]["()"] == "config.logs.DiscreetFormatter"
    assert app.conf.worker_hijack_root_logger is False
