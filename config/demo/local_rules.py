"""What the county has set in the rules: one setting that begins next year, one that waits for the leader."""

from datetime import date
from decimal import Decimal

from cadres.models import User
from cadres.platform.rule_settings.services import approve_setting, propose_setting
from cadres.shared.regulations.catalogue import RULES
from config.demo.place import Place
from selection.terms.regulations import YEARS


def build_rules(place: Place, *, staff: User, leader: User) -> None:
    """From next year on the public notice lasts longer, so that the page of changes has something to show."""
    next_year = date(place.today.year + 1, 1, 1)
    longer = propose_setting(
        RULES["notice.days"],
        place.county,
        value=Decimal(7),
        first_day=next_year,
        basis=f"县委组织部〔{place.today.year}〕31号（演示）",
        by=staff,
    )
    approve_setting(longer, by=leader)
    propose_setting(
        RULES[YEARS],
        place.county,
        value=Decimal(8),
        first_day=next_year,
        basis=f"县委组织部部务会〔{place.today.year}〕18号（演示）",
        by=staff,
    )
