"""Takes in the errors that readers report, so many from one address and no more."""

import ipaddress
import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from cms.models import ErrorReport

AN_HOUR = 60 * 60
# A training room of sixty people may share one address
MOST_AN_HOUR = 60


def take(*, page: str, text: str, correction: str = "", email: str = "") -> ErrorReport:
    """Keep a report as it was typed; who sent it and from where is not kept."""
    return ErrorReport.objects.create(page=page, text=text, correction=correction, email=email)


def allow(*, address: str) -> bool:
    """Count one more report from this internet address; False when this hour holds enough.

    Two reports in the same instant may count as one: the limit holds off floods, it is no ledger.
    """
    hour = int(time.time() // AN_HOUR)
    key = f"report-error:{hour}:{_unreadable(address)}"
    count = cache.get(key, 0)
    if count >= MOST_AN_HOUR:
        return False
    cache.set(key, count + 1, timeout=AN_HOUR)
    return True


def _unreadable(address: str) -> str:
    """Return a name for the address from which nobody can read it; IPv6 by its network."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        network = address
    else:
        prefix = 64 if known.version == 6 else 32
        network = str(ipaddress.ip_network((known, prefix), strict=False))
    return salted_hmac("cms.corrections", network).hexdigest()
