"""Stored names and ethnic groups come into one spelling; the former one stays in the history."""

import pytest

from cadres.models import Cadre
from cadres.shared.ethnic_groups import ethnic_text
from cadres.shared.names import name_text
from tests.support.cadres import CadreFactory
from tests.support.migrations import migrate

NAMES = ["买买提•阿不都", "买买提 ・ 阿不都", "王\u200b伟", "王 伟", "ＡＢ1", "王伟", "Wang Wei"]


@pytest.mark.django_db
@pytest.mark.slow
def test_names_are_carried_into_one_spelling():
    files = [CadreFactory(name=name) for name in NAMES]
    migrate("0027_unknown_is_a_value")

    migrate("0028_names_in_one_spelling")

    assert [Cadre.objects.get(pk=one.pk).name for one in files] == [name_text(name) for name in NAMES]
    former = Cadre.pgh_event_model.objects.filter(pgh_obj=files[2]).order_by("pgh_id")
    assert [row.name for row in former] == ["王\u200b伟", "王伟"]


GROUPS = ["汉", "汉族族", "汉  族", "维族", "蒙古", "汉族", "穿青人", "土家", ""]


@pytest.mark.django_db
@pytest.mark.slow
def test_ethnic_groups_are_carried_into_one_spelling():
    files = [CadreFactory(ethnicity=group) for group in GROUPS]
    migrate("0033_signed_examples")

    migrate("0034_ethnic_groups_in_one_spelling")

    assert [Cadre.objects.get(pk=one.pk).ethnicity for one in files] == [ethnic_text(group) for group in GROUPS]


STOPPED = ["古丽娜尔.阿不都", "古丽娜尔 ．阿不都", "甲.乙.丙", "A.B", "王伟"]


@pytest.mark.django_db
@pytest.mark.slow
def test_a_full_stop_in_a_name_becomes_the_dot():
    files = [CadreFactory(name=name) for name in STOPPED]
    migrate("0035_tenures_not_before_birth")

    migrate("0036_names_without_full_stops")

    assert [Cadre.objects.get(pk=one.pk).name for one in files] == [name_text(name) for name in STOPPED]
