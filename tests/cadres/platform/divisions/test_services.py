"""Loading divisions: idempotent, nothing lost silently."""

import gzip

import pytest
from django.core.management import CommandError, call_command

from cadres.models import Division

pytestmark = pytest.mark.django_db

GOOD = (
    "code,name,level,parent\n"
    "510000000000,四川省,province,\n"
    "511923100000,江口镇,township,511923000000\n"  # before its parents
    "511923000000,平昌县,county,511900000000\n"
    "511900000000,巴中市,prefecture,510000000000\n"
)


@pytest.fixture
def load(tmp_path, capsys):
    def run(text, name="list.csv"):
        path = tmp_path / name
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(text.encode()))
        else:
            path.write_text(text, encoding="utf-8")
        call_command("load_divisions", file=path)
        return capsys.readouterr().out.splitlines()

    return run


@pytest.mark.parametrize("name", ["list.csv", "list.csv.gz"])
def test_a_list_is_loaded_in_any_order_and_a_second_time_changes_nothing(load, name):
    assert load(GOOD, name) == ["divisions: 4 added, 0 changed, 0 unchanged, 0 folded, 0 refused"]
    town = Division.objects.get(code="511923100000")
    assert (town.kind, town.name_key, town.parent_id) == ("town", "jiang kou zhen", "511923000000")
    assert load(GOOD, name) == ["divisions: 0 added, 0 changed, 4 unchanged, 0 folded, 0 refused"]


def test_a_new_name_is_a_change(load):
    load(GOOD)

    assert load(GOOD.replace("江口镇", "江边镇"))[-1].startswith("divisions: 0 added, 1 changed, 3 unchanged")
    assert Division.objects.get(code="511923100000").name_key == "jiang bian zhen"


def test_a_code_that_stands_twice_is_folded_into_the_higher_row_and_said_so(load):
    lines = load(GOOD + "511900000000,巴中市,county,511900000000\n")

    assert lines[0] == ("folded   line 6: 511900000000 巴中市 (county) into line 5: 511900000000 巴中市 (prefecture)")
    assert Division.objects.get(code="511900000000").level == "prefecture"


def test_bad_rows_are_refused_by_line_and_the_rest_comes_in(load):
    lines = load(
        GOOD + "51192310100,短码镇,township,511923000000\n"
        "511923102000,某镇,village,511923000000\n"
        "511923103000,,township,511923000000\n"
        "520123104000,远镇,township,511923000000\n"
        "511924000000,无父县,county,511800000000\n"
        "512000000000,无父市,prefecture,\n"
    )

    assert [line.split(":")[0] for line in lines[:-1]] == [f"refused  line {n}" for n in range(6, 12)]
    assert lines[-1] == "divisions: 4 added, 0 changed, 0 unchanged, 0 folded, 6 refused"


def test_children_of_a_refused_row_are_refused_with_it(load):
    lines = load("code,name,level,parent\n510000000000,四川省,county,\n511900000000,巴中市,prefecture,510000000000\n")

    assert len(lines) == 3
    assert not Division.objects.exists()


def test_a_parent_may_be_in_the_database_already(load):
    load(GOOD)

    assert load("code,name,level,parent\n511923101000,新镇,township,511923000000\n")[-1].startswith(
        "divisions: 1 added"
    )


def test_a_wrong_header_or_a_missing_file_is_told(load, tmp_path):
    assert "refused  line 1" in load("a,b\n1,2\n")[0]
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_divisions", file=tmp_path / "none.csv")


def test_the_shipped_list_comes_in_whole(capsys):
    call_command("load_divisions")

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "divisions: 44699 added, 0 changed, 0 unchanged, 4 folded, 0 refused"
    assert [line.split()[3] for line in lines[:-1]] == [
        "441900000000",
        "442000000000",
        "460400000000",
        "350527000000",
    ]
    pingchang = Division.objects.below("511923000000").filter(level="township")
    anji = Division.objects.below("330523000000").filter(level="township")
    assert (pingchang.count(), anji.count()) == (31, 15)
    assert (pingchang.filter(kind="subdistrict").count(), anji.filter(kind="subdistrict").count()) == (3, 4)
    assert Division.objects.filter(parent_id="441900000000").exists()
