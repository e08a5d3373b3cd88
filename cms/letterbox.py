"""Takes in what readers send without an account, so much from one address and no more."""

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.models import ContactMessage, ErrorReport
from cms.press import outbox

AN_HOUR = 60 * 60
# A training room of sixty people may share one address
MOST_AN_HOUR = 60


def take_report(*, page: str, text: str, correction: str = "", email: str = "") -> ErrorReport:
    """Keep a report as it was typed; who sent it and from where is not kept."""
    return ErrorReport.objects.create(page=page, text=text, correction=correction, email=email)


def take_message(*, topic: str, text: str, email: str, name: str = "") -> ContactMessage:
    """Keep a message as it was typed, and write it to the operator where an address is set."""
    message = ContactMessage.objects.create(topic=topic, text=text, email=email, name=name)
    if settings.CONTACT_EMAIL:
        _write_to_operator(message)
    return message


def allow(*, address: str, counter: str = "letterbox") -> bool:
    """Count one more letter from this internet address; False when this hour holds enough.

    Questions of another kind are counted apart, by their own `counter`.

    Two letters in the same instant may count as one: the limit holds off floods, it is no ledger.
    """
    hour = int(time.time() // AN_HOUR)
    key = f"{counter}:{hour}:{_unreadable(address)}"
    count = cache.get(key, 0)
    if count >= MOST_AN_HOUR:
        return False
    cache.set(key, count + 1, timeout=AN_HOUR)
    return True


def _write_to_operator(message: ContactMessage) -> None:
    with override(settings.LANGUAGE_CODE):
        topic = message.get_topic_display()
        lines = [
            _("From: %(name)s") % {"name": message.name or "-"},
            _("Answer to: %(email)s") % {"email": message.email},
            _("Topic: %(topic)s") % {"topic": topic},
        ]
        subject = _("%(site)s, message from the contact page: %(topic)s") % {
            "site": settings.WAGTAIL_SITE_NAME,
            "topic": topic,
        }
    outbox.enqueue(
        key=f"contact:{message.pk}",
        to=settings.CONTACT_EMAIL,
        subject=subject,
        text="\n".join([*lines, "", message.text, ""]),
        language=settings.LANGUAGE_CODE,
    )


def _unreadable(address: str) -> str:
    """Return a name for the address from which nobody can read it; IPv6 by its network."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        network = address
    else:
        prefix = 64 if known.version == 6 else 32
        network = str(ipaddress.ip_network((known, prefix), strict=False))
    return salted_hmac("cms.letterbox", network).hexdigest()
