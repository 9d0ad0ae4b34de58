from cadres.registry.cadre_files.points import GUARDS
from cadres.registry.ranks.api import RankViewSet
from cadres.registry.ranks.regulations import RANK, RULES
from cadres.registry.ranks.services import refuse_derived
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue, judging


def register() -> None:
    CONCERNS.add(about("cadres.RankRecord", "cadre_id"))
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(RANK)
    GUARDS.add(refuse_derived)
    ROUTES.add(Route("ranks", RankViewSet, "rank"))
