"""The one settings module: secure defaults that serve one machine.

Whatever varies between installations is read by `config.env` and nowhere else.
"""

import os
from pathlib import Path

from config.env import load
from config.stores import stores

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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
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
    "config.middleware.plain_methods",
    "config.middleware.keep_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.accounts.guard.Guard",
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
STORAGES = stores(STORE, DATA_DIR, finders=WHITENOISE_USE_FINDERS)

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

# --- Invoices ------------------------------------------------------------------------------------
ISSUER_NAME: str = ENV["ISSUER_NAME"]
ISSUER_ADDRESS: str = ENV["ISSUER_ADDRESS"]
ISSUER_VAT_ID: str = ENV["ISSUER_VAT_ID"]
ISSUER_IBAN: str = ENV["ISSUER_IBAN"]
INVOICE_DUE_DAYS: int = ENV["INVOICE_DUE_DAYS"]

# --- Files of clients ----------------------------------------------------------------------------
CLAMD_SOCKET: Path | str = ENV["CLAMD_SOCKET"]
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "config.uploads.Bounded",
]

# --- People --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "reports.User"
AUTHENTICATION_BACKENDS = ["reports.services.rights.ByGroups"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "reports:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

STAFF_MFA: bool = ENV["STAFF_MFA"]
STAFF_SESSION_SECONDS: int = ENV["STAFF_SESSION_HOURS"] * 3600

# --- Sign-in (allauth; config/accounts) ----------------------------------------------------------
CACHES = {  # in the database: what is counted holds for every process, and no broker is asked on a page
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counted"}
}
ACCOUNT_ADAPTER = "config.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "config.accounts.forms.SignInForm",
    "signup": "config.accounts.forms.SignUpForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = {  # per network ("ip") and per address ("key"); the others are allauth's
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "10/m/ip,3/m/key",
    "reset_password": "10/m/ip,3/m/key",
    "signup": "10/m/ip",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = ENV["REAUTHENTICATE_MINUTES"] * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = MFA_REAUTHENTICATION_REQUIRED = ACCOUNT_REAUTHENTICATION_TIMEOUT > 0
MFA_ADAPTER = "config.accounts.secrecy.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS and ALLOWED_HOSTS[0] in ("localhost", "127.0.0.1", "[::1]")
SOCIALACCOUNT_ADAPTER = "config.accounts.organisations.OrganisationAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds that a page waits for an organisation's server
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "organisation"

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
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "sessionid"  # the prefix ties it to this very host
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrftoken"
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
        "fido2": {"level": "WARNING"},  # it would tell of each passkey
        "pyhanko": {"level": "ERROR"},  # it tells of a signature that does not hold, which is an answer
    },
}
