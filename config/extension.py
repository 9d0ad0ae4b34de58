from cadres.shared.permissions import PERMISSIONS_OF
from config.roles import ROLES


def register() -> None:
    PERMISSIONS_OF.update(ROLES)
