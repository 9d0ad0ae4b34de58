"""What every installation shares. Anything secret or local comes from the environment."""

import ssl
from ipaddress import ip_network
from pathlib import Path

import environ
import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from config import passwords, servers

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

# --- who we are ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "incentives",
    "selection",
    "training",
    "assessment",
    "cadres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressionMiddleware",  # after the ETag was made: compressed, an answer differs each time
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cadres.shared.pages.middleware.SignInMiddleware",  # before CSRF: a form sent late leads to the log-in and back
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cadres.platform.accounts.pages.OpenSessionMiddleware",
    "cadres.shared.pages.idle.IdleMiddleware",
    "cadres.shared.pages.middleware.FirstMiddleware",
    "cadres.shared.pages.middleware.HistoryMiddleware",
    "cadres.platform.access_log.pages.RefusalMiddleware",
    "cadres.shared.pages.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.site",
            ],
        },
    },
]
FORM_RENDERER = "cadres.shared.pages.forms.DesignSystemRenderer"

# --- data ---------------------------------------------------------------------------------------
EMBEDDED = servers.Embedded(VAR_DIR)  # where the wheels' servers listen when no URL is given
DATABASE_URL = env("DATABASE_URL", default="") or EMBEDDED.database_urls["DATABASE_URL"]
REDIS_URL = env("REDIS_URL", default="") or EMBEDDED.redis_url

DATABASE_ACCOUNTS = {"app": servers.APP, "sealer": servers.SEALER, "report": servers.REPORT}  # after the owner's name
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

CACHES = {
    "default": {
        "BACKEND": "config.cache.LosableCache",  # JSON only; short waits
        "LOCATION": REDIS_URL.replace("redis+socket://", "unix://").replace("?virtual_host=", "?db="),
        "KEY_PREFIX": "cadres",
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # Redis may be lost at any time; sessions may not

CELERY_BROKER_URL = REDIS_URL
SEALING_QUEUE = "sealing"  # of the sealer, where it has a process of its own; else the worker works both off
CELERY_TASK_QUEUES = (Queue("celery"), Queue(SEALING_QUEUE))
if REDIS_URL.startswith("rediss://"):  # of itself, Celery would not look at the certificate
    CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_REQUIRED}
# Nothing that a worker would have to unpickle: whoever may write into the queue could run what he likes.
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = CELERY_EVENT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = CELERY_RESULT_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING holds for workers too
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 570
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "global_keyprefix": "cadres:"}

PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

# The sealed record of who did and read what: docs/audit.md.
AUDIT_ORIGIN = env("AUDIT_ORIGIN", default="cadres")  # the name under which checkpoints are signed; no spaces
AUDIT_KEY_FILE = Path(env("AUDIT_KEY_FILE", default=str(VAR_DIR / "keys" / "audit.pem")))
AUDIT_COPIES_DIR = Path(env("AUDIT_COPIES_DIR", default=str(VAR_DIR / "audit")))
AUDIT_SYSLOG = env("AUDIT_SYSLOG", default="")  # host:port (UDP) or the path of a socket
AUDIT_FORMER_KEYS = env.list("AUDIT_FORMER_KEYS", default=[])  # public keys that were replaced on purpose, base64

FIELD_KEYS = env.list("FIELD_KEYS", default=[])  # newest first; the signing key when none is named
# Once all values are bound to their rows, this file says so, out of reach of whoever writes the database.
FIELD_KEYS_BOUND_MARK = Path(env("FIELD_KEYS_BOUND_MARK", default=str(VAR_DIR / "keys" / "bound")))

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "cadres.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "config.auth.RoleBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_PROFILE = passwords.PROFILES[env("PASSWORD_PROFILE", default="dengbao")]
PASSWORD_DAYS = env.int("PASSWORD_DAYS", default=PASSWORD_PROFILE.days)  # after so many it is over; 0: never
AUTH_PASSWORD_VALIDATORS = list(PASSWORD_PROFILE.validators)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_COOKIE_AGE = 60 * 60 * env.int("SESSION_HOURS", default=12)
ONE_SESSION = env.bool("ONE_SESSION", default=True)  # an account: a new log-in ends the session before
IDLE_TIMEOUT = 60 * env.int("IDLE_MINUTES", default=30)
IDLE_TIMEOUT_ADMINISTRATORS = 60 * env.int("IDLE_MINUTES_ADMINISTRATORS", default=10)
IDLE_WARNING = 120  # seconds before a session ends
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cadres.platform.accounts.views.session.page_too_old"
ACCOUNT_ADAPTER = "config.auth.ClosedDoorAdapter"
ACCOUNT_FORMS = {
    "login": "config.forms.LogInForm",
    "change_password": "config.forms.OwnPasswordForm",
    "reauthenticate": "config.forms.AgainForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * env.int("REAUTHENTICATION_MINUTES", default=5)
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted at the door, in the database (``lockout``); these count wrong codes and old passwords.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/15m/key",
    "change_password": "5/15m/user",
    "reauthenticate": "30/15m/user",  # each look at the page counts; wrong passwords and codes are counted above
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "config.forms.CodeForm",
    "reauthenticate": "config.forms.CodeAgainForm",
    "activate_totp": "config.forms.FactorForm",
    "add_webauthn": "config.security_keys.NewKeyForm",
    "edit_webauthn": "config.security_keys.KeyNameForm",
    "authenticate_webauthn": "config.security_keys.KeyForm",
    "reauthenticate_webauthn": "config.security_keys.KeyAgainForm",
}
MFA_ADAPTER = "config.auth.SealingAdapter"
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=["leader", "system", "security", "audit"])
TRUSTED_PROXIES = [ip_network(one) for one in env.list("TRUSTED_PROXIES", default=[])]  # whose word counts
AXES_CLIENT_IP_CALLABLE = "cadres.shared.client_address.client_address"
AXES_HANDLER = "cadres.platform.accounts.services.lockout.LockOut"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # the auditor reads them
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = 100_000

# --- language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "assets" / "static", ("css", VAR_DIR / "css")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DOCUMENTS_PER_CADRE = env.int("DOCUMENTS_PER_CADRE_MB", default=500) * 1024 * 1024  # of scanned papers in one file
CLAMAV = servers.clamav(env("CLAMAV_URL", default=""))  # asked about every file that comes in; None: nobody is
CLAMAV_SECONDS = env.int("CLAMAV_SECONDS", default=30)  # so long may it take over a file
MEDIA_ROOT = VAR_DIR / "media"
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- the browser --------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- API ----------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "cadres.shared.api.base.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["cadres.shared.api.base.MayCall"],
    "DEFAULT_PAGINATION_CLASS": "cadres.shared.api.base.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": [
        "cadres.shared.api.base.StrictFilterBackend",
        "cadres.shared.api.base.ConditionFilterBackend",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "cadres.shared.api.description.Description",
    "DEFAULT_THROTTLE_CLASSES": ["cadres.shared.api.throttles.CallThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": env("API_RATE", default="600/min")},
    "EXCEPTION_HANDLER": "cadres.shared.api.problems.problem_details",
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.NamespaceVersioning",
    "DEFAULT_VERSION": "v1",
    "ALLOWED_VERSIONS": ["v1"],
    "URL_FORMAT_OVERRIDE": None,  # or ?format=xml anywhere would be told that there is no such record
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
# Records about persons that the API gives to one account on one day: to a program, and to a person in a session.
API_RECORDS_A_DAY = {
    "token": env.int("API_RECORDS_A_DAY", default=200_000),
    "session": env.int("API_RECORDS_A_DAY_IN_SESSIONS", default=2_000),
}
KNOX_TOKEN_MODEL = "cadres.ApiToken"  # noqa: S105 -- a model's name, not a secret
REST_KNOX = {"AUTH_HEADER_PREFIX": "Token", "TOKEN_LIMIT_PER_USER": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "Township leading cadres",
    "DESCRIPTION": "Read-only records of township leading cadres, and the moves of their procedures.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v[0-9]+",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "PostGradeEnum": "cadres.registry.posts.choices.Grade",
        "AnnualGradeEnum": "cadres.registry.cadre_files.choices.AnnualGrade",
        "TopicEnum": "training.programmes.choices.Topic",
    },
}

# --- pages --------------------------------------------------------------------------------------
DJANGO_TABLES2_TEMPLATE = "components/table.html"
FILTERS_EMPTY_CHOICE_LABEL = _("All")
PAGE_SIZE = 50
SITE_NAME = _("Township leading cadres")

# --- mail and log -------------------------------------------------------------------------------
EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend")
if env("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)  # seconds for each step of the conversation with the server
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="cadres@localhost")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.DiscreetFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "axes": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},  # it would name each key that opens an account
        "pikepdf": {"level": "WARNING"},
    },
}
