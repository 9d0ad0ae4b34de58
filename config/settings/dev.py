"""For ``make run``: one machine, loopback only. DEBUG only when asked for."""

from config.servers import secret_key
from config.settings.base import *  # noqa: F403 -- settings modules are layered this way
from config.settings.base import VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or secret_key(VAR_DIR)
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[])  # so that a demonstration can be tried at once
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
