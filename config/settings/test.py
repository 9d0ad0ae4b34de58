"""For the tests: the same real servers, cheaper passwords, mail kept in memory, tasks run at once."""

from pathlib import Path

from config.settings.base import *  # noqa: F403 -- settings modules are layered this way
from config.settings.base import DATABASES, REST_FRAMEWORK, env

DEBUG = False
FIELD_KEYS_BOUND_MARK = Path(__file__)  # it exists: as where everything has been encrypted anew
SECRET_KEY = "tests-only"  # noqa: S105 -- never used outside the test run
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
if env("DATABASE_OWNER_URL", default=""):  # who makes the databases of the tests; they take the program's part after
    DATABASES["default"] |= env.db_url("DATABASE_OWNER_URL")
    DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 5)
DATABASES["default"]["CONN_MAX_AGE"] = 0
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
AXES_ENABLED = True
SECOND_FACTOR_ROLES = []  # the tests of the second factor ask for it
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60 * 24 * 400  # the tests of asking again shorten it
ONE_SESSION = False  # tests look at one account from several browsers; those of the sessions switch it on
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]  # counted in a cache that outlives a test; the tests of the limits switch them on
