"""Who has items still to be verified (待认定)."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.models import Cadre
from cadres.registry.verifications.filters import VerificationFilter
from cadres.registry.verifications.tables import VerificationTable
from cadres.shared.lists.definition import ListDefinition


def rows(user: Any, _query: QueryDict) -> QuerySet:
    return Cadre.objects.visible_to(user).to_verify()


VERIFICATION_LIST = ListDefinition(
    key="cadres:verification_list",
    title=_("To be verified"),
    permission="cadres.view_cadre",
    model=Cadre,
    rows=rows,
    table_class=VerificationTable,
    filterset_class=VerificationFilter,
    default_sort="name_key",
    personal="pk",
)
