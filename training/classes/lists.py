"""The list of classes (班次)."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.definition import ListDefinition
from training.classes.filters import ClassFilter
from training.classes.models import TrainingClass
from training.classes.tables import ClassTable
from training.programmes.lists import VIEW

CLASS_LIST = ListDefinition(
    key="training:class_list",
    title=_("Training classes"),
    permission=VIEW,
    model=TrainingClass,
    table_class=ClassTable,
    filterset_class=ClassFilter,
    default_sort="-starts_on",
)
