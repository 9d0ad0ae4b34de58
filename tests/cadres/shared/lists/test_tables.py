"""Cells are drawn by the columns' own methods, each given exactly what it names; its signature is known before."""

import inspect

import django_tables2 as tables
import pytest

from cadres.shared.lists.tables import RecordTable


class Shared(tables.Column):
    def render(self, value, **rest):
        return f"{value} of {sorted(rest)}"


class Kept(RecordTable):
    plain = tables.Column()
    told = tables.Column()
    asked = tables.Column()
    shared = Shared()

    def render_told(self, value, record):
        return f"{value} by {record['plain']}"

    def render_asked(self, column, bound_column, table):
        return f"{bound_column.name} {column is bound_column.column} {table is self}"


ROW = {"plain": "a", "told": "b", "asked": "c", "shared": "d"}


def test_every_column_draws_its_cell_with_what_it_asks_for():
    everything = "['bound_column', 'bound_row', 'column', 'record', 'table']"
    cells = [cell for row in Kept([ROW, ROW]).rows for _column, cell in row.items()]

    assert cells == ["a", "b by a", "asked True True", f"d of {everything}"] * 2


def test_no_signature_is_worked_out_for_a_cell(monkeypatch):
    read = []
    original = inspect.signature
    monkeypatch.setattr(inspect, "signature", lambda asked, **how: read.append(asked) or original(asked, **how))

    for row in Kept([ROW] * 20).rows:
        list(row.items())

    cells = [asked for asked in read if isinstance(getattr(asked, "__signature__", None), inspect.Signature)]
    assert len(cells) == 20 * len(ROW)


@pytest.mark.parametrize("hidden", [(), ("told",)])
def test_a_hidden_column_is_not_drawn(hidden):
    (row,) = Kept([ROW], exclude=hidden).rows

    assert [column.name for column, _cell in row.items()] == [name for name in ROW if name not in hidden]
