"""Stored names come into the spelling in which names are compared; the former one stays in the history."""

import pytest

from cadres.models import Cadre
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
