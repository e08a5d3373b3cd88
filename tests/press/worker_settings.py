"""Settings of the real workers that a test starts and kills: few apps, one slow kind of job."""

from cms.settings import *  # noqa: F403

INSTALLED_APPS = [
    "tests.press.slow_kind.SlowConfig",
    "cms.press",
    "cms.people",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
ROOT_URLCONF = "cms.press.urls"
MIDDLEWARE = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
