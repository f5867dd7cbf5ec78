"""The settings, read from the environment. `.env.example` explains every one that can be set."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

# Settings that no environment changes.
from engagement_portal.rooms import (  # noqa: F401
    ACTION_EVIDENCE,
    ACTION_ORIGINS,
    CALENDAR_SOURCES,
    GROUP_USES,
    PERSONAL_DATA_SOURCES,
    REMINDER_SOURCES,
    REPORT_SECTIONS,
)
from engagement_portal.signing_in import *  # noqa: F403
from engagement_portal.timetable import CELERY_BEAT_SCHEDULE  # noqa: F401
from engagement_portal.working import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
TESTING = env.bool("TESTING", False)
DEMO = env.bool("DEMO", False)
if not (TESTING or DEMO):
    # Neither may depend on, or touch, what is written there for the real portal.
    env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")))
DEBUG = env.bool("DEBUG", False)
LOCAL = DEBUG or DEMO or TESTING
# On somebody's own machine there is no certificate, so no https to insist on.
HTTPS = env.bool("HTTPS", not LOCAL)

VAR_DIR.mkdir(exist_ok=True)
DEMO_DIR = Path(env.str("DEMO_DIR", str(VAR_DIR / "demo")))
DEMO_PASSWORD = "open-the-demo-door"  # noqa: S105 - printed by `make demo`


def required(name, example, stand_in=None):
    """The setting; without it a stand-in, where there can be one, or a message that helps."""
    if value := env.str(name, "") or stand_in:
        return value
    raise ImproperlyConfigured(
        f"{name} is not set. Put {name}={example} into the environment or into the file .env; "
        f".env.example explains it. (DEMO=1 before a command runs it in the demo instead.)"
    )


def kept_secret(path):
    """Made at the first start and kept, so that a second start signs nobody out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = required(
    "SECRET_KEY",
    "<what this prints: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'>",
    kept_secret(DEMO_DIR / "secret-key") if DEMO else "only-for-the-tests" if TESTING else None,
)
SITE_URL = required(
    "SITE_URL",
    "https://portal.example.org",
    f"http://127.0.0.1:{env.str('PORT', '') or 8000}" if LOCAL else None,
).rstrip("/")
if not (SITE_URL.startswith(("http://", "https://")) and urlsplit(SITE_URL).hostname):
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL}, which is no address. Write it whole: https://portal.example.org"
    )

# localhost is how the machine's own probes ask (/health/live); links never carry it.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or [
    urlsplit(SITE_URL).hostname,
    "localhost",
]
if DEMO:
    # The demo's passwords are known to everybody: it answers to this machine and nobody else.
    if urlsplit(SITE_URL).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ImproperlyConfigured(
            f"SITE_URL is {SITE_URL}, but the demo runs on this machine's own address only. "
            "Leave SITE_URL out, or leave DEMO out to run the portal for others."
        )
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[]) or [SITE_URL]

INSTALLED_APPS = [
    "engagement_portal",
    "reports.apps.ReportsConfig",
    "meetings.apps.MeetingsConfig",
    "objectives.apps.ObjectivesConfig",
    "actionplans.apps.ActionplansConfig",
    "stakeholders.apps.StakeholdersConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After the static files, which have no address of ours.
    "engagement_portal.middleware.AccessLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "engagement_portal.middleware.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "engagement_portal.middleware.SignedOutMiddleware",
    "engagement_portal.middleware.StaySignedInMiddleware",
    "engagement_portal.middleware.SignedInPagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Last, as django-axes asks: it turns a refused sign-in into the lock-out page.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "engagement_portal.urls"
WSGI_APPLICATION = "engagement_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "engagement_portal.context.portal",
            ],
        },
    },
]
# Widgets' templates may stand in templates/ too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("govuk",)
CRISPY_TEMPLATE_PACK = "govuk"

# Database

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": env.db_url(
        "DATABASE_URL",
        default=f"sqlite:///{(DEMO_DIR if DEMO else VAR_DIR) / 'portal.sqlite3'}",
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at BEGIN: a transaction that reads first and writes later
    # waits its turn instead of failing at once with "database is locked".
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    )
    if isinstance(DATABASES["default"]["NAME"], str | Path) and DATABASES["default"]["NAME"]:
        Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        if TESTING:
            # A file, not memory: a test's worker is another process, and must see the same rows.
            DATABASES["default"]["TEST"] = {"NAME": f"{DATABASES['default']['NAME']}.test"}
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# Signing in: see engagement_portal/signing_in.py

if TESTING:
    # Hashing on purpose slowly would be most of the suite's time.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# How many proxies of our own stand in front; their X-Forwarded-For entries are believed, no others.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

# What a browser is told

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [SELF] if DEMO else [NONE],  # the demo shows e-mails in a sandboxed frame
        "img-src": [SELF],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# The machine's own probes come by plain http and from inside.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 60 * 60) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_SECONDS > 0
SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
if proxy_header := env.str("SECURE_PROXY_HEADER", ""):
    # Only where a proxy of our own always sets it: otherwise anybody could claim https.
    SECURE_PROXY_SSL_HEADER = (
        f"HTTP_{proxy_header.upper().replace('-', '_')}",
        "https",
    )

# Files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# The fonts that papers are set in; `make assets` puts them there.
PAPER_FONTS_DIR = Path(
    env.str("PAPER_FONTS_DIR", str(BASE_DIR / "static" / "built" / "paper-fonts"))
)
# Private: no address serves it. The demo's own are thrown away with the rest of the demo.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str((DEMO_DIR if DEMO else VAR_DIR) / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Locally files are served from where they lie, without collectstatic.
WHITENOISE_USE_FINDERS = LOCAL
WHITENOISE_AUTOREFRESH = LOCAL
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# E-mail

DEMO_MAIL_DIR = DEMO_DIR / "mail"
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
if not env.str("EMAIL_URL", ""):
    if DEMO:
        EMAIL_BACKEND = "engagement_portal.demo_mail.SentMailBackend"
    elif DEBUG:
        EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 10)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Engagement portal <portal@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Background work

REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("rediss://") and "ssl_cert_reqs" not in REDIS_URL:
    # Left out, the broker's certificate would be taken unseen.
    CELERY_BROKER_URL += f"{'&' if '?' in REDIS_URL else '?'}ssl_cert_reqs=required"
# A page must not hang because the broker is down: two short tries, then the caller is told, and
# the sweep finds the work in the database.
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than any task may run, or a second worker is handed work that the first still does.
    "visibility_timeout": 2 * 60 * 60,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
    "socket_connect_timeout": 2,
    "socket_timeout": 30,
}
if CELERY_BROKER_URL.startswith("filesystem://"):
    # Files in a folder in place of a broker: slow, but nothing needs to run.
    broker_folder = Path(CELERY_BROKER_URL.removeprefix("filesystem://"))
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(broker_folder / "messages"),
        "data_folder_out": str(broker_folder / "messages"),
        "control_folder": str(broker_folder / "control"),
        "polling_interval": 0.2,
    }
    for kind in ("messages", "control"):
        (broker_folder / kind).mkdir(parents=True, exist_ok=True)
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str((DEMO_DIR if DEMO else VAR_DIR) / "celerybeat-schedule")

# Logs go to stderr, for whatever runs the portal to keep.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "engagement_portal.logs.HideTokens",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # Django gives these two handlers of their own; one line per event is enough.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
