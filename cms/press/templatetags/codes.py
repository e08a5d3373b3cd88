"""Template tag: a QR code in the page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from cms.press.writers import qr

register = template.Library()


@register.simple_tag
def qr_code(address: str, title: str = "") -> SafeString:
    """Draw a code that leads to the address: `{% qr_code link %}`; `title` where it is no link."""
    return mark_safe(qr.svg(address, title))  # noqa: S308 - the writer escapes what it is given
