from django.apps import AppConfig

from cadres.shared.extensions import load


class ConfigConfig(AppConfig):
    """The composition root as an app, for its management commands and for what it contributes itself."""

    name = "config"

    def ready(self) -> None:
        load(self)
