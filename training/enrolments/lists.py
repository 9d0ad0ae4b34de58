"""The list of call-ups (调训)."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.definition import ListDefinition
from training.enrolments.filters import EnrolmentFilter
from training.enrolments.models import Enrolment
from training.enrolments.tables import EnrolmentTable

ENROLMENT_LIST = ListDefinition(
    key="training:enrolment_list",
    title=_("Call-ups"),
    permission="training.view_enrolment",
    model=Enrolment,
    table_class=EnrolmentTable,
    filterset_class=EnrolmentFilter,
    personal="cadre_id",
)
