"""The list of scores (得分)."""

from django.utils.translation import gettext_lazy as _

from assessment.scores.filters import ScoreFilter
from assessment.scores.models import Score
from assessment.scores.tables import ScoreTable
from cadres.shared.lists.definition import ListDefinition

SCORE_LIST = ListDefinition(
    key="assessment:score_list",
    title=_("Scores"),
    permission="assessment.view_score",
    model=Score,
    table_class=ScoreTable,
    filterset_class=ScoreFilter,
    personal="tenure__cadre_id",
)
