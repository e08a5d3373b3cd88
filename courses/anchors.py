"""What every block of a lesson has: an id that links and progress hang on."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class Anchored(blocks.StructBlock):
    """A block with the id that it has in the bundle, and in the address of the page."""

    anchor = blocks.RegexBlock(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        required=False,
        max_length=60,
        label=_("id"),
        help_text=_("Small letters, digits and hyphens. Links and progress hang on it."),
    )
