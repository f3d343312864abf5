"""Django's settings, read from the environment. `docs/operating.md` describes each variable."""

import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from regiowerk.config import appearance, basemap, languages
from regiowerk.config import environment as env

PACKAGE_DIR = Path(__file__).resolve().parent.parent

# --- where things lie ---------------------------------------------------------------------
DATA_DIR = env.folder("REGIOWERK_DATA_DIR", "data")
DATA_DIR.mkdir(parents=True, exist_ok=True)
INDEX_DIR = DATA_DIR / "index"
SNAPSHOT_DIR = DATA_DIR / "snapshots"
WORK_DIR = DATA_DIR / "work"
# Word lists of the analysis: derived, may be deleted, made anew when missing.
WORDLIST_DIR = env.folder("REGIOWERK_WORDLIST_DIR", str(DATA_DIR / "wordlists"))


def _key(variable: str, file_name: str) -> str:
    """A key from the environment, else one that is made once and kept in the data directory."""
    if key := env.text(variable):
        return key
    file = DATA_DIR / file_name
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return file.read_text(encoding="ascii").strip()


# --- the instance ---------------------------------------------------------------------------
DEBUG = env.flag("REGIOWERK_DEBUG", False)
SECRET_KEY = _key("REGIOWERK_SECRET_KEY", "secret.key")
# By which objections are known; it has to outlast the entries, so it is none that may be changed.
SUPPRESSION_KEY = _key("REGIOWERK_SUPPRESSION_KEY", "suppression.key")
ALLOWED_HOSTS = env.words("REGIOWERK_HOSTS", "127.0.0.1,localhost,[::1]")
BASE_URL = env.text("REGIOWERK_BASE_URL")
HTTPS = BASE_URL.startswith("https://")
INSTANCE_NAME = env.text("REGIOWERK_INSTANCE_NAME", "Elbe/Labe")
OPERATOR_NAME = env.text("REGIOWERK_OPERATOR_NAME", "Muster-Wirtschaftsförderung")
# What imprint, privacy notice and accessibility statement say; left empty, the pages say that it is missing.
OPERATOR_ADDRESS = env.words("REGIOWERK_OPERATOR_ADDRESS", "")  # lines
OPERATOR_EMAIL = env.text("REGIOWERK_OPERATOR_EMAIL")
OPERATOR_PHONE = env.text("REGIOWERK_OPERATOR_PHONE")
OPERATOR_REPRESENTATIVE = env.text("REGIOWERK_OPERATOR_REPRESENTATIVE")
OPERATOR_REGISTER = env.text("REGIOWERK_OPERATOR_REGISTER")
DATA_PROTECTION_CONTACT = env.text("REGIOWERK_DATA_PROTECTION_CONTACT")
DATA_PROTECTION_AUTHORITY = env.text("REGIOWERK_DATA_PROTECTION_AUTHORITY")
ACCESSIBILITY_DATE = env.day("REGIOWERK_ACCESSIBILITY_DATE")
ACCESSIBILITY_AUTHORITY = env.text("REGIOWERK_ACCESSIBILITY_AUTHORITY")
# The two sides of the border, as ISO 3166-1 codes; they get the two side colours.
SIDES = env.words("REGIOWERK_SIDES", "DE,CZ")
STORE_SOLE_TRADERS = env.flag("REGIOWERK_STORE_SOLE_TRADERS", False)

INSTALLED_APPS = [
    "regiowerk.web",
    "regiowerk.demo",
    "regiowerk.multipliers",
    "regiowerk.directory",
    "regiowerk.feedback",
    "regiowerk.linking",
    "regiowerk.registers",
    "regiowerk.activity",
    "regiowerk.accounts",
    "regiowerk.jobs",
    "regiowerk.search",
    "regiowerk.places",
    "regiowerk.codelists",
    "regiowerk.common",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "regiowerk.web.middleware.ReaderLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "regiowerk.web.middleware.PageHeaders",
    "regiowerk.web.maintenance.MaintenanceGate",
    "regiowerk.web.middleware.RememberLanguage",
]
ROOT_URLCONF = "regiowerk.config.urls"
WSGI_APPLICATION = "regiowerk.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "account:sign-in"
LOGIN_REDIRECT_URL = "workspace:runs"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "regiowerk.web.context.instance",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "loaders": (
                ["django.template.loaders.filesystem.Loader"]
                if DEBUG
                else [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])]
            ),
        },
    }
]

# --- database --------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'regiowerk.sqlite3'}", conn_max_age=60
    )
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A write waits for the other writer instead of failing; see docs/adr/0003.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=33554432;"
            "PRAGMA cache_size=-64000;PRAGMA wal_autocheckpoint=8000;"
        ),
    }

# --- background jobs ---------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- languages -------------------------------------------------------------------------------
# Offered to readers, in this order; the first is the one for readers who ask for none of them.
LANGUAGES = languages.offered(env.words("REGIOWERK_LANGUAGES", "de,cs,pl,fi,en"))
LANGUAGE_CODE = languages.of_missing_texts(LANGUAGES)
LOCALE_PATHS = [PACKAGE_DIR / "web" / "locale"]
FORMAT_MODULE_PATH = "regiowerk.web.formats"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = env.text("REGIOWERK_TIME_ZONE", "Europe/Berlin")

# --- appearance ------------------------------------------------------------------------------
BRAND_HUE = env.decimal("REGIOWERK_BRAND_HUE", 0, 360)
BRAND_CHROMA = env.decimal("REGIOWERK_BRAND_CHROMA", 0, appearance.MOST_CHROMA)
SIDE_HUES = env.decimals("REGIOWERK_SIDE_HUES", 2, 0, 360)
RADII = env.decimals("REGIOWERK_RADII", 2, 0, appearance.LARGEST_RADIUS)
LOGO = appearance.logo("REGIOWERK_LOGO", env.text("REGIOWERK_LOGO"))
FONT_DISPLAY = appearance.font("REGIOWERK_FONT_DISPLAY", env.text("REGIOWERK_FONT_DISPLAY"))
FONT_TEXT = appearance.font("REGIOWERK_FONT_TEXT", env.text("REGIOWERK_FONT_TEXT"))
SIDE_NAMES = appearance.side_names("REGIOWERK_SIDE_NAMES", env.text("REGIOWERK_SIDE_NAMES"), dict(LANGUAGES))
FOOTER_LINKS = appearance.footer_links("REGIOWERK_FOOTER_LINKS", env.text("REGIOWERK_FOOTER_LINKS"), dict(LANGUAGES))

# --- static files -----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("REGIOWERK_STATIC_DIR", str(DATA_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "regiowerk.web.static_files.HashedStaticFiles"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# --- ground of the map ------------------------------------------------------------------------
MAP_STYLE_URL = env.text("REGIOWERK_MAP_STYLE_URL")
MAP_TILES = env.text("REGIOWERK_MAP_TILES")
MAP_ATTRIBUTION = env.text("REGIOWERK_MAP_ATTRIBUTION")
# Asked by the browsers of readers who open the map; none unless the operator names one.
MAP_ORIGINS = basemap.origins(MAP_STYLE_URL, MAP_TILES, MAP_ATTRIBUTION, env.words("REGIOWERK_MAP_ORIGINS", ""))

# --- security ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, *MAP_ORIGINS],
        "font-src": [SELF],
        "connect-src": [SELF, *MAP_ORIGINS],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("REGIOWERK_HSTS_SUBDOMAINS", False)
# Whether all of a domain speaks TLS, for ever, only its owner can say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("REGIOWERK_BEHIND_PROXY", False) else None
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("REGIOWERK_LOG_LEVEL", "INFO")},
}
