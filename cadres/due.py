"""What is due in the base: exports to decide about and to fetch, notices that wait for an answer."""

from datetime import date

from cadres.platform.accounts.models import User
from cadres.platform.calendar import todo
from cadres.platform.exports.todo import _to_decide, _to_fetch
from cadres.platform.notices.todo import _notices
from cadres.shared.pages.todo import DueList


def due_lists(user: User, today: date) -> list[DueList]:
    """Exports that await a second person or can be fetched, and open notices with a day. One query a list."""
    lists = [*_to_decide(user), *_to_fetch(user), *_notices(user, today), *todo.due_lists(user, today)]
    return [one for one in lists if one.items]
