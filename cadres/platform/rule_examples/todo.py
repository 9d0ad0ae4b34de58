from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.rule_examples.models import SignedExample
from cadres.platform.rule_examples.presenters import signed_cards
from cadres.shared.pages.todo import SHOWN, Due, DueList, TodoList
from cadres.shared.phrases import titled


def departing(user: User, _today: date) -> DueList:
    """Examples that the county signed and the program departs from."""
    rows = SignedExample.objects.visible_to(user).standing().order_by("pk")
    cards = [card for card in signed_cards(rows) if not card.holds]
    url = reverse("cadres:example_list")
    items = [
        Due(titled(card.calculation.title, card.given), f"{url}#{card.calculation.key}") for card in cards[:SHOWN]
    ]
    return DueList(_("Signed examples from which the program departs"), items, len(cards) > SHOWN, url)


TODO_LISTS = (TodoList("examples.departing", "cadres.sign_example", departing, place=900),)
