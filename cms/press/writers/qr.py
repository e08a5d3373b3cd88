"""QR codes as inline SVG."""

import segno
from django.utils.translation import gettext as _


def svg(text: str, title: str = "") -> str:
    """Return an inline `<svg>` that leads to `text` when photographed.

    Its `<title>` is the only alternative text that both a screen reader and the PDF's tags
    take, and it is in the active language. The colours are fixed: a code in light on dark
    is not read by every camera. Size it by CSS; it has a viewBox and no size of its own.
    """
    code = segno.make_qr(text, error="m")
    return code.svg_inline(
        border=4,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        title=title or _("QR code for %(address)s") % {"address": text},
    )
