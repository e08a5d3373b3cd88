"""Bodies that offer help, by the names that they bear in the language in force."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Bodies with official names in several languages, and kinds of bodies; all others keep their own.
NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "African Union": _("African Union"),
        "Commonwealth Telecommunications Organisation": _(
            "Commonwealth Telecommunications Organisation"
        ),
        "European Union": _("European Union"),
        "IMF": _("International Monetary Fund"),
        "ITU": _("International Telecommunication Union"),
        "OAS/CICTE": _("Organization of American States (CICTE)"),
        "Regional or partner team with a shared service": _(
            "Regional or partner team with a shared service"
        ),
        "Regional organisation of the country": _("Regional organisation of the country"),
        "Teams of neighbouring states": _("Teams of neighbouring states"),
        "World Bank": _("World Bank"),
    }
)


def name(partner: str) -> str:
    """Return the name of a partner in the language in force."""
    return str(NAMES.get(partner, partner))
