from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.points import GUARDS
from cadres.registry.tenures.api import TenureViewSet
from cadres.registry.tenures.lists import TENURE_LIST
from cadres.registry.tenures.regulations import RULES, TENURE_DAY
from cadres.registry.tenures.services import refuse_birth_after_posts, refuse_end_of_pilot, refuse_gone_with_post
from cadres.registry.townships.points import ENDINGS
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, Owned
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue, judging

WORKBOOK = "cadres.registry.workbooks.import_resources.tenures"
APPOINTMENT = "selection.elections.services.appointment"
CORRECTIONS = "cadres.registry.corrections.services"
TENURES = Owned(
    "cadres.Tenure",
    ("held", "start_basis", "start_document", "end_reason", "end_document", "end_note", "authority"),
    called_by={
        "start_tenure": (APPOINTMENT, CORRECTIONS, WORKBOOK),
        "end_tenure": (APPOINTMENT, WORKBOOK),
        "enter_past_tenure": (CORRECTIONS, WORKBOOK),
        "correct_tenure": (CORRECTIONS,),
        "correct_papers": (WORKBOOK,),
    },
    workbooks={"tenures": "brings in what came before the stated day; of main posts nothing later"},
)


def register() -> None:
    CONCERNS.add(about("cadres.Tenure", "cadre_id", listed=True))
    LISTS.add(TENURE_LIST)
    GUARDS.add(refuse_birth_after_posts)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(TENURE_DAY)
    GUARDS.add(refuse_gone_with_post)
    ENDINGS.add(refuse_end_of_pilot)
    OWNED.add(TENURES)
    ROUTES.add(Route("tenures", TenureViewSet, "tenure"))
    MENU.add(MenuEntry("base", _("Tenures"), "cadres:tenure_list", "cadres.view_tenure", "calendar", place=50))
