"""The one settings module: secure defaults that serve one machine.

Whatever varies between installations is read by `config.env` and nowhere else.
"""

import os
from pathlib import Path

from config.env import load

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = load(os.environ, BASE_DIR)

# --- Where and who -------------------------------------------------------------------------------
DATA_DIR: Path = ENV["DATA_DIR"]
SECRET_KEY: str = ENV["SECRET_KEY"]
DEBUG: bool = ENV["DEBUG"]
DEMO: bool = ENV["DEMO"]
DEMO_PASSWORD = "demo-only-change-me"  # noqa: S105 -- printed by the demo, for people who exist only there
PORT: int = ENV["PORT"]
SITE_URL: str = ENV["SITE_URL"]
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [
    SITE_URL.split("//")[1].split("/", maxsplit=1)[0].rsplit(":", 1)[0],
    "127.0.0.1",
    "localhost",
    *ENV["ALLOWED_HOSTS"],
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Parts ---------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "requests_app",
    "reports",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_countries",
    "django_htmx",
    "modelsearch",
]
MIDDLEWARE = [
    "config.middleware.read_to_the_end",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.CompressText",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data ----------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # a read that becomes a write would fail at once under a second writer
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
POSTGRES_OPTIONS = {"options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"}
DATABASES = {"default": ENV["DATABASE_URL"]}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASES["default"]["TEST"] = {
        "NAME": DATA_DIR / "test.sqlite3"
    }  # a file: threads and processes share it
else:
    DATABASES["default"].setdefault("OPTIONS", {}).update(POSTGRES_OPTIONS)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# To open SQLite costs as much as several queries, and the last to close it writes the whole log back.
DATABASES["default"]["CONN_MAX_AGE"] = 60
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = DEMO or DEBUG  # the demo starts at once; production collects, hashes and compresses
STORE = ENV["STORAGE_URL"]
ACCEL_REDIRECT_PREFIX: str = ENV["ACCEL_REDIRECT_PREFIX"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "uploads"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "editions": {
        "BACKEND": "reports.services.storing.WholeFileStorage",
        "OPTIONS": {
            "location": STORE.folder,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }
    if STORE.folder
    else {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": STORE.bucket,
            "location": STORE.prefix,
            "endpoint_url": STORE.endpoint or None,
            "region_name": STORE.region or None,
            "default_acl": None,
            "file_overwrite": True,  # names are digests: the same name is the same file
            "querystring_auth": True,
        },
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = (
    12 * 2**20
)  # ten megabytes in a field are answered beside it, with the text still there
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8_000  # the editor sends a whole report; a long one has hundreds of parts

# --- Intake --------------------------------------------------------------------------------------
INTAKE_EDIT_MINUTES: int = ENV["INTAKE_EDIT_MINUTES"]
INTAKE_LEAST_SECONDS: int = ENV["INTAKE_LEAST_SECONDS"]
INTAKE_PER_ADDRESS: int = ENV["INTAKE_PER_ADDRESS"]
INTAKE_PER_NETWORK: int = ENV["INTAKE_PER_NETWORK"]

# --- Copies --------------------------------------------------------------------------------------
COPY_KEY: str = ENV["COPY_KEY"]
SIGNING_KEY_FILE: Path | str = ENV["SIGNING_KEY_FILE"]
SIGNING_CERTIFICATE_FILE: Path | str = ENV["SIGNING_CERTIFICATE_FILE"]
SIGNING_PASSPHRASE: str = ENV["SIGNING_PASSPHRASE"]

# --- Files of clients ----------------------------------------------------------------------------
CLAMD_SOCKET: Path | str = ENV["CLAMD_SOCKET"]
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "config.uploads.Bounded",
]

# --- People --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "reports.User"
AUTHENTICATION_BACKENDS = ["reports.services.rights.ByGroups"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "reports:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# --- What the browser is told --------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS  # gunicorn believes X-Forwarded-Proto from a proxy on this machine only
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Sub-domains and the browsers' preload list concern more than this service: the owner of the domain decides.
# A person's address is unique whatever its case, by a constraint that auth.W004 does not look for.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "auth.W004"]

# --- Language and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE: str = ENV["TIME_ZONE"]

# --- Mail ----------------------------------------------------------------------------------------
MAIL = ENV["EMAIL_URL"]
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if MAIL.folder else 'smtp'}.EmailBackend"
EMAIL_FILE_PATH = str(MAIL.folder or DATA_DIR / "mail")
EMAIL_HOST: str = MAIL.host
EMAIL_PORT: int = MAIL.port
EMAIL_HOST_USER: str = MAIL.user
EMAIL_HOST_PASSWORD: str = MAIL.password
EMAIL_USE_TLS: bool = MAIL.starttls
EMAIL_USE_SSL: bool = MAIL.tls
EMAIL_TIMEOUT = 10  # without one a silent server would hold a worker for ever
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV["DEFAULT_FROM_EMAIL"]

# --- Deferred work -------------------------------------------------------------------------------
REDIS_URL: str = ENV["REDIS_URL"]
JOB_LEASE_SECONDS: int = ENV["JOB_LEASE_SECONDS"]
JOB_RING_SECONDS: int = ENV["JOB_RING_SECONDS"]
JOB_ATTEMPTS: int = ENV["JOB_ATTEMPTS"]
RENDER_CPU_SECONDS: int = ENV["RENDER_CPU_SECONDS"]
RENDER_WALL_SECONDS: int = ENV["RENDER_WALL_SECONDS"]
RENDER_MEMORY_BYTES: int = ENV["RENDER_MEMORY_BYTES"]
RENDER_MAX_PAGES: int = ENV["RENDER_MAX_PAGES"]
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": False}}

# --- Log -----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_addresses": {"()": "config.logs.NoAddresses"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "nowhere": {"class": "logging.NullHandler"},
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
            "filters": ["no_addresses"],
        },
    },
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Its warnings may quote what is printed; the renderer collects them itself.
        "weasyprint": {"handlers": ["nowhere"], "propagate": False},
        "pikepdf": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},  # it tells of a signature that does not hold, which is an answer
    },
}
