"""The incentives in the API: read, and move."""

from cadres.shared.forms import DecisionForm, MoveForm
from cadres.shared.viewsets import MovesMixin, ScopedViewSet
from incentives.api.serializers import AwardSerializer, SubsidyRateSerializer
from incentives.filters import AwardFilter, RateFilter
from incentives.forms import GrantForm
from incentives.models import Award, SubsidyRate
from incentives.services.awards import AWARDS, move_award


class AwardViewSet(MovesMixin, ScopedViewSet):
    """Awards and where they stand. A recommendation appoints nobody."""

    queryset = Award.objects.all()
    serializer_class = AwardSerializer
    filterset_class = AwardFilter
    permission = "incentives.view_award"
    scope = "incentives"
    sorts = ("year", "amount")
    workflow = AWARDS
    take = move_award
    move_forms = {"approve": DecisionForm, "refuse": MoveForm, "grant": GrantForm, "withdraw": MoveForm}


class SubsidyRateViewSet(ScopedViewSet):
    """Monthly rates of the township work subsidy by tier."""

    queryset = SubsidyRate.objects.all()
    serializer_class = SubsidyRateSerializer
    filterset_class = RateFilter
    permission = "incentives.view_award"
    scope = "incentives"
