"""System checks: what the press needs from the machine it runs on."""

import ctypes
import shutil
import subprocess
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register
from django.core.files.storage import InvalidStorageError, storages

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PANGO_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_EAST_ASIAN = frozenset({"zh", "ja", "ko"})


@register("press")
def check_private_store(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Find a missing private store before the first file is lost."""
    try:
        storages["private"]
    except InvalidStorageError:
        return [
            Error(
                'There is no storage called "private".',
                hint='Add STORAGES["private"], a folder or bucket that no web server serves.',
                id="press.E001",
            )
        ]
    return []


@register("press")
def check_libraries(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Find missing system libraries before the first document fails."""
    missing = [name for name in PANGO if not _loads(name)]
    if not missing:
        return []
    return [
        Warning(
            f"PDFs cannot be made here: {', '.join(missing)} cannot be loaded.",
            hint=f"Install the Debian packages {PANGO_PACKAGES} (workers need them).",
            id="press.W001",
        )
    ]


@register("press")
def check_fonts(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Find languages without a font: a missing font prints boxes and raises no error."""
    return [
        Warning(
            f"No font on this machine covers the language {code!r}: PDFs would show boxes.",
            hint=f"Install the Debian package {font_package(code)}.",
            id="press.W002",
        )
        for code, _name in settings.LANGUAGES
        if not has_font(code)
    ]


@register("press", deploy=True)
def check_scanner(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Say that files which people hand in are not scanned; a hint, as not every site needs it."""
    if settings.CLAMD_URL:
        return []
    return [
        Info(
            "Files that people hand in are not scanned for malware.",
            hint="Set CLAMD_URL to a clamd, such as unix:///run/clamav/clamd.ctl.",
            id="press.I001",
        )
    ]


def font_package(language: str) -> str:
    """Return the Debian package whose fonts cover the language."""
    east_asian = language.split("-")[0] in _EAST_ASIAN
    return "fonts-noto-cjk" if east_asian else "fonts-noto-core"


@lru_cache(maxsize=64)
def has_font(language: str) -> bool:
    """Tell whether some installed font covers the language, as fontconfig sees it."""
    command = shutil.which("fc-list")
    if command is None:
        return False
    pattern = f":lang={language.lower()}"
    found = subprocess.run(  # noqa: S603  (our own constant command and language code)
        [command, pattern, "family"], capture_output=True, text=True, check=False
    )
    return bool(found.stdout.strip())


@lru_cache(maxsize=8)
def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
