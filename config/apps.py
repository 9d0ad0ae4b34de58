from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root as an app, for its management commands."""

    name = "config"

    def ready(self) -> None:
        """Give the kernel what only the root knows: who may do what."""
        from cadres.shared.permissions import PERMISSIONS_OF  # noqa: PLC0415 -- apps must be loaded first
        from config.roles import ROLES  # noqa: PLC0415

        PERMISSIONS_OF.update(ROLES)
