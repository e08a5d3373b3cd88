"""The one settings file: defaults are production's, the environment loosens them.

Every variable is listed in `deploy/env.example` and `docs/operating.md`; a test compares them.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from cms.storage_urls import storage_from_url

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env_file = env.path("ENV_FILE", default=str(BASE_DIR / ".env"))
if Path(env_file).is_file():
    env.read_env(str(env_file))


def required(name: str, hint: str) -> str:
    """Return a variable that has no default, or stop the start with a sentence."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. {hint} `deploy/env.example` lists every variable."
        )
    return value


# What must be decided
SECRET_KEY = required("SECRET_KEY", "Set it to at least 50 random characters.")
required("DATABASE_URL", "Set it to postgres://user:password@host/name or sqlite:///path.")

# What is loosened on a laptop
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
BASE_URL = env.str("BASE_URL", default="https://localhost").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=True)
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Preloading binds a whole domain for years: its owner decides. Wagtail previews in a frame.
SILENCED_SYSTEM_CHECKS = ["security.W019", "security.W021"]
SECURE_REFERRER_POLICY, X_FRAME_OPTIONS = "same-origin", "SAMEORIGIN"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_AGE = None  # ends with the browser, as the visit does

# Where things lie
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
MEDIA_ROOT, MEDIA_URL = DATA_DIR / "media", "/media/"
STATIC_ROOT, STATIC_URL = DATA_DIR / "static", "/static/"
STATICFILES_DIRS, WHITENOISE_MAX_AGE = [BASE_DIR / "cms" / "static"], 60 * 60
SIGNING_DIR = Path(env.str("SIGNING_DIR", default=str(DATA_DIR / "signing")))

STORAGES = {
    "default": storage_from_url(env.str("MEDIA_STORAGE_URL", default=""), MEDIA_ROOT, public=True),
    "private": storage_from_url(
        env.str("PRIVATE_STORAGE_URL", default=""), DATA_DIR / "private", public=False
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EVIDENCE_MAX_MB = env.int("EVIDENCE_MAX_MB", default=25)  # the largest file
EVIDENCE_QUOTA_MB = env.int("EVIDENCE_QUOTA_MB", default=2048)  # of an institution, in all
CLAMD_URL = env.str("CLAMD_URL", default="")  # unix:///path or tcp://host:port; empty: none

# Database: SQLite serves three processes on one file; PostgreSQL by URL
DATABASES = {"default": env.db("DATABASE_URL")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    )
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Cache: shared by all processes (sign-in limits count in it)
CACHE_URL = env.str("CACHE_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", default="waymark"),
    }
    if CACHE_URL.startswith(("redis://", "rediss://"))
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

INSTALLED_APPS = [
    "cms",
    "assessments",
    "courses",
    "cms.press",
    "cms.words",
    "cms.people",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.people.admin_apps.PeopleUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.responses.KeepWholePages",
    "django.middleware.gzip.GZipMiddleware",
    "cms.light.DataLight",
    "cms.words.lookup.MendWords",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cms.guarding.AskSecondFactor",
    "cms.asking.AskConsent",
    "cms.emergencies.WatchEmergencies",
    "cms.policy.ContentPolicyMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.context_processors.frame",
            ],
        },
    }
]

# Languages: every one has its prefix, so that no cookie or browser setting decides on a page
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES, LANGUAGE_CODE = LANGUAGES, "en"
COUNTRIES = "assessments.library.countries"  # gives the states and their names
LOCALE_PATHS, TIME_ZONE, USE_I18N, USE_TZ = [BASE_DIR / "locale"], "UTC", True, True

# People
AUTH_USER_MODEL, WAGTAIL_FINISH_WORKFLOW_ACTION = "people.User", "cms.reviewed.publish"
AUDIT_LOG_DAYS = env.int("AUDIT_LOG_DAYS", default=730)  # 0: events are kept for good
DELETION_GRACE_DAYS = env.int("DELETION_GRACE_DAYS", default=30)  # until a deletion is done
DORMANT_MONTHS = env.int("DORMANT_MONTHS", default=24)  # unseen, then asked and erased; 0: never
AUTHENTICATION_BACKENDS = ["cms.people.backend.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "cms.people.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "desk", "/"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
ACCOUNT_ADAPTER = "cms.press.mail.AccountAdapter"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(BASE_URL).scheme
ACCOUNT_USER_MODEL_USERNAME_FIELD, ACCOUNT_LOGIN_METHODS = None, {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "cms.people.account_forms.LoginForm",
    "signup": "cms.people.account_forms.SignupForm",
    "reset_password": "cms.people.account_forms.ResetPasswordForm",
    "reset_password_from_key": "cms.people.account_forms.ResetPasswordKeyForm",
    "change_password": "cms.people.account_forms.ChangePasswordForm",
    "set_password": "cms.people.account_forms.SetPasswordForm",
    "add_email": "cms.people.account_forms.AddEmailForm",
    "reauthenticate": "cms.people.account_forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False  # mail scanners open links; the page has one button
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds until a grave step asks for the password again
ACCOUNT_RATE_LIMITS = {  # by account first, wide by address: sixty people may share one
    "login": "300/m/ip",
    "login_failed": "5/5m/key,300/5m/ip",
    "signup": "300/h/ip",
    "reset_password": "5/h/key,300/h/ip",
    "reset_password_from_key": "120/m/ip",
    "confirm_email": "3/10m/key",
    "printed_code": "5/5m/key,300/5m/ip",
}
MFA_TOTP_TOLERANCE = 1  # half minutes that a telephone's clock may be wrong; no code works twice
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs in unverified; a new address may be pending

# Wagtail
WAGTAIL_SITE_NAME, WAGTAIL_I18N_ENABLED = "Waymark", True
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "cms.SiteImage"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAIL_FRONTEND_LOGIN_URL = reverse_lazy("account_login")
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nothing is loaded from elsewhere
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a stage of a model has a field for each indicator
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True
MACHINE_DRAFTS = env.str("MACHINE_DRAFTS", default="")  # package.module.function; empty: none

# Mail leaves through the outbox
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", default="waymark@localhost")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")  # messages from the contact page

# Jobs: the database row is the truth, the broker carries ids
CELERY_BROKER_URL = env.str("BROKER_URL", default="filesystem://")
CELERY_TASK_DEFAULT_QUEUE = env.str("QUEUE_NAME", default="waymark")
CELERY_TASK_IGNORE_RESULT, CELERY_WORKER_PREFETCH_MULTIPLIER = True, 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 220_000  # kB: a writer keeps what it once took
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP, CELERY_BROKER_CONNECTION_TIMEOUT = True, 3
CELERY_TASK_PUBLISH_RETRY = False  # the sweep sends again what could not be sent
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=60)
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", default=30)
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT = "cms.file_broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {"folder": str(DATA_DIR / "broker")}
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3, "socket_timeout": 5}

# What a page may load: its own files, nothing from elsewhere
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "cms.people.hushing.HushedLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {  # these tell of things that are meant, at every start and on every page
        "kombu.connection": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
