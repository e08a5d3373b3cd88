"""Settings of the tests: production's own, with what a test machine needs loosened."""

import os
import tempfile
from pathlib import Path

_work = Path(tempfile.mkdtemp(prefix="waymark-tests-"))

(_work / "static").mkdir()

os.environ["ENV_FILE"] = ""  # a developer's .env decides nothing here
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_work}/db.sqlite3")
os.environ["DATA_DIR"] = str(_work)
os.environ["BASE_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ["SECURE_SSL_REDIRECT"] = "false"
os.environ["SECURE_COOKIES"] = "false"
os.environ["EMAIL_URL"] = "memorymail://"
# Redis on a test machine may hold what earlier runs left: every run has its own names.
# Emptying a cache empties its database, prefix or not: runs side by side have one each.
os.environ["CACHE_PREFIX"] = os.environ["QUEUE_NAME"] = _work.name
if os.environ.get("CACHE_URL", "").startswith("redis") and "PYTEST_XDIST_WORKER" in os.environ:
    _server, _, _database = os.environ["CACHE_URL"].rpartition("/")
    _worker = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    os.environ["CACHE_URL"] = f"{_server}/{int(_database) + 1 + _worker}"

from cms.settings import *  # noqa: E402, F403
from cms.settings import DATABASES, STORAGES  # noqa: E402

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEND_WORDS = False  # a test of them says so
KEEP_WHOLE_PAGES = False  # no test answers with what another one has kept
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["TEST"] = {"NAME": f"test_{_work.name.replace('-', '_').lower()}"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"]["NAME"] = str(_work / "test.sqlite3")
