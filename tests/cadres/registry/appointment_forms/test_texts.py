"""What the form's texts mean, and that what is not understood becomes no value of somebody else's."""

from datetime import date

import pytest

from cadres.registry.appointment_forms.lrmx import texts
from cadres.registry.cadre_files.choices import AnnualGrade as Grade
from cadres.registry.cadre_files.choices import PoliticalStatus as Status

JUNE = date(2004, 6, 1)


@pytest.mark.parametrize(
    ("text", "status", "joined"),
    [
        ("200406", Status.MEMBER, JUNE),
        ("2004年6月", Status.MEMBER, JUNE),
        ("20040600", Status.MEMBER, JUNE),
        ("２００４．０６", Status.MEMBER, JUNE),
        ("200406；民盟", Status.MEMBER, JUNE),
        ("200406（中共党员）", Status.MEMBER, JUNE),
        ("200406（预备党员）", Status.PROBATIONARY, JUNE),
        ("2010.12（农工党）", Status.OTHER_PARTY, None),
        ("民革", Status.OTHER_PARTY, None),
        ("九三学社", Status.OTHER_PARTY, None),
        ("中共党员", Status.MEMBER, None),
        ("中共预备党员", Status.PROBATIONARY, None),
        ("无党派人士", Status.NO_PARTY, None),
        ("共青团员", Status.LEAGUE, None),
        ("群众", Status.MASSES, None),
        ("", Status.MASSES, None),
        ("是", Status.UNKNOWN, None),
        ("待核实", Status.UNKNOWN, None),
        ("20041306", Status.UNKNOWN, None),
        ("2004.06，2009.06待核", Status.UNKNOWN, None),
        ("非党员", Status.UNKNOWN, None),
    ],
)
def test_party_entries(text, status, joined):
    assert texts.party(text) == (status, joined)


@pytest.mark.parametrize(
    ("text", "grades", "unread"),
    [
        ("2023年优秀", {2023: Grade.EXCELLENT}, []),
        (
            "2022年基本称职，2023年不称职；2024、2025年均为称职",
            {2022: Grade.BASIC, 2023: Grade.INCOMPETENT, 2024: Grade.COMPETENT, 2025: Grade.COMPETENT},
            [],
        ),
        (
            "2023年不确定等次，2024年优秀，2025年优秀",
            {2023: Grade.NONE, 2024: Grade.EXCELLENT, 2025: Grade.EXCELLENT},
            [],
        ),
        ("2023年不进行考核，2024年称职", {2023: Grade.NONE, 2024: Grade.COMPETENT}, []),
        (
            "2020年年度考核合格;2021年年度考核基本合格;2022年年度考核优秀。",
            {2020: Grade.QUALIFIED, 2021: Grade.HARDLY_QUALIFIED, 2022: Grade.EXCELLENT},
            [],
        ),
        ("2023年不合格，2024年称职", {2023: Grade.UNQUALIFIED, 2024: Grade.COMPETENT}, []),
        ("2023-2025年均为优秀", dict.fromkeys((2023, 2024, 2025), Grade.EXCELLENT), []),
        ("2023年至2025年连续三年优秀", dict.fromkeys((2023, 2024, 2025), Grade.EXCELLENT), []),
        ("近三年年度考核结果：２０２３年度优秀等次", {2023: Grade.EXCELLENT}, []),
        ("2023年待定，2024年优秀", {2024: Grade.EXCELLENT}, ["2023年待定"]),
        ("2023年，2024年优秀", {2024: Grade.EXCELLENT}, ["2023年"]),
        ("2023年因病未参加考核，2024年优秀", {2024: Grade.EXCELLENT}, ["2023年因病未参加考核"]),
        ("优秀（2023年）、称职（2024年）", {}, ["优秀(2023年)、称职(2024年)"]),
        ("2023年优秀，2023年称职，2024年称职", {2024: Grade.COMPETENT}, ["2023年"]),
        ("2025-2023年优秀", {}, ["2025-2023年优秀"]),
        ("三年均为优秀", {}, ["三年均为优秀"]),
        ("无", {}, ["无"]),
        ("", {}, []),
    ],
)
def test_each_clause_of_yearly_results_stands_alone(text, grades, unread):
    assert texts.read_results(text) == (grades, unread)


@pytest.mark.parametrize("grade", Grade)
def test_each_grade_is_read_as_it_is_written(grade):
    assert texts.read_results(texts.yearly_text({2025: grade})) == ({2025: grade}, [])
