from cadres.platform.notices.todo import TODO_LISTS
from cadres.shared.pages.todo import TODO
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
    TODO.add(*TODO_LISTS)
    SCHEDULE.add(Scheduled("send-notices", "cadres.send_notices", 60.0))
