"""Drafts by a machine, where the operator has named one: shown to a translator, kept by nobody.

`MACHINE_DRAFTS` names a function `draft(text, source, target)` that returns the translation of a
text from one language code into another. It is off by default: none comes with this site, and a
text never leaves the site unless its operator decides so.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cms.people.refusals import Refused

_log = logging.getLogger(__name__)

Drafter = Callable[[str, str, str], str]


def is_on() -> bool:
    """Tell whether the operator has named a machine."""
    return bool(settings.MACHINE_DRAFTS)


def draft(text: str, source: str, target: str) -> str:
    """Return the draft that the machine makes of a text; Refused where it makes none."""
    if not is_on():
        raise Refused(_("No machine is set up to make drafts here."))
    try:
        drafter: Drafter = import_string(settings.MACHINE_DRAFTS)
        found = drafter(text, source, target)
    except Exception:  # noqa: BLE001 - whatever a foreign function fails with, the page goes on
        _log.exception("The function of MACHINE_DRAFTS failed")
        found = ""
    if not isinstance(found, str) or not found.strip():
        raise Refused(_("The machine made no draft. Write the translation yourself, or try again."))
    return found.strip()
