"""Every setting, from environment variables. One file, no variants: the demo is a variable, not a module."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("EKELURAHAN_HOME", ROOT.parent / "var")).resolve()
DEMO = os.environ.get("EKELURAHAN_DEMO") == "1"
DEMO_SIZE = os.environ.get("EKELURAHAN_DEMO_SIZE", "city")  # or "small": one kecamatan, for tests
PORT = int(os.environ.get("PORT", "8000"))
PUBLIC_URL = os.environ.get("PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")
PLACEHOLDER_SECRET = "only-for-tests-and-tools"  # noqa: S105  # `ekelurahan run` refuses to start with it


def _secret(name: str) -> str:
    """A secret from NAME, from the file that NAME_FILE names, or from HOME/secrets/NAME, made at the first start."""
    if value := os.environ.get(name):
        return value
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text().strip()
    kept = HOME / "secrets" / name
    return kept.read_text().strip() if kept.is_file() else PLACEHOLDER_SECRET


def database(url: str) -> dict[str, object]:
    """Django's words for a PostgreSQL address; a folder of a Unix socket stands in `?host=`, as libpq has it."""
    parts = urlparse(url)
    socket_folder = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket_folder or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # What is asked again and again is planned once: planning beneath row security is half of what a page costs there.
        "OPTIONS": {"application_name": "ekelurahan", "server_side_binding": True, "prepare_threshold": 5},
    }


SECRET_KEY = _secret("SECRET_KEY")
FILE_KEY = _secret("FILE_KEY")  # encrypts uploads and scanned signatures at rest
SEAL_PASSPHRASE = _secret("SEAL_PASSPHRASE")  # opens the sealing keys under HOME/keys

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", "postgresql://ekelurahan_app@localhost/ekelurahan"))
    | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True},
    "owner": database(os.environ.get("DATABASE_OWNER_URL", "postgresql://ekelurahan_owner@localhost/ekelurahan")),
}
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host] or [
    urlparse(PUBLIC_URL).hostname or "localhost",
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
USE_X_FORWARDED_HOST = False
if os.environ.get("BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXY = os.environ.get("BEHIND_PROXY") == "1"

INSTALLED_APPS = [
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "ekelurahan.areas",
    "ekelurahan.accounts",
    "ekelurahan.offices",
    "ekelurahan.audit",
    "ekelurahan.outbox",
    "ekelurahan.notices",
    "ekelurahan.residents",
    "ekelurahan.letters",
    "ekelurahan.applications",
    "ekelurahan.doors",
]
MIDDLEWARE = [
    "ekelurahan.doors.security.SecurityHeaders",
    "ekelurahan.doors.compression.Compression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ekelurahan.doors.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ekelurahan.doors.entrance.Entrance",
]
ROOT_URLCONF = "ekelurahan.config.urls"
WSGI_APPLICATION = "ekelurahan.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "doors" / "templates", *sorted((ROOT / "doors").glob("*/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "ekelurahan.doors.jinja.environment",
            "context_processors": ["ekelurahan.doors.jinja.page_context"],
        },
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = None  # WhiteNoise finds the files where they are; nothing is collected
STATICFILES_DIRS = [ROOT / "doors" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31_536_000 if not DEMO else 60

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("EKELURAHAN_TIME_ZONE", "Asia/Jakarta")

CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ekelurahan.doors.failures.csrf"
SESSION_COOKIE = "__Host-session" if HTTPS else "session"
SESSION_HOURS = int(os.environ.get("SESSION_HOURS", "12"))
CONFIRMATION_MINUTES = int(os.environ.get("CONFIRMATION_MINUTES", "15"))  # how long a password counts as just given

UPLOAD_MAX_BYTES = 5 * 1024 * 1024
UPLOAD_MAX_PIXELS = 50_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SMTP_TLS") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "e-Kelurahan <e-kelurahan@localhost>")
MAIL_CHANNEL = os.environ.get("MAIL_CHANNEL", "smtp")  # smtp, or null: notices are kept and not sent

DUPLICATE_DAYS = 30  # the same letter for the same person within these days is asked about

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
