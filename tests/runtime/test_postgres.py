"""What the embedded database writes into its log: that something failed, never what a row holds."""

import os
import stat
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

VALUE = "51192319820301123X"


def test_the_log_holds_no_value_of_a_row(db):
    """The settings count for every server that the launcher starts, this one too."""
    with connection.cursor() as cursor:
        for name, meant in {
            "log_error_verbosity": "terse",
            "log_min_error_statement": "panic",
            "log_parameter_max_length_on_error": "0",
            "log_min_duration_statement": "-1",
        }.items():
            cursor.execute("SELECT current_setting(%s)", [name])
            assert cursor.fetchone() == (meant,), name


@pytest.mark.skipif("VAR_DIR" not in os.environ, reason="the database of this run is not ours to look into")
def test_a_refused_row_stands_nowhere_in_it():
    log = Path(os.environ["VAR_DIR"]) / "log" / "postgres.log"
    if not log.exists():
        pytest.skip("the database of this run is not ours to look into")
    with psycopg2.connect(os.environ["DATABASE_URL"]) as direct, direct.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE refused (number text PRIMARY KEY)")
        cursor.execute("INSERT INTO refused VALUES (%s)", [VALUE])
        with pytest.raises(psycopg2.errors.UniqueViolation):
            cursor.execute("INSERT INTO refused VALUES (%s)", [VALUE])
    direct.close()

    assert "duplicate key" in log.read_text(errors="replace")
    assert VALUE not in log.read_text(errors="replace")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
