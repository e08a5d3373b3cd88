"""Bodies that offer help, by the names that they bear in the language in force."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Bodies with official names in several languages, and kinds of bodies; all others keep their own.
NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "ASEAN": _("Association of Southeast Asian Nations"),
        "ASEAN Regional Forum": _("ASEAN Regional Forum"),
        "African Union": _("African Union"),
        "CARICOM": _("Caribbean Community (CARICOM)"),
        "Commonwealth Secretariat": _("Commonwealth Secretariat"),
        "Commonwealth Telecommunications Organisation": _(
            "Commonwealth Telecommunications Organisation"
        ),
        "Council of Europe": _("Council of Europe"),
        "ENISA": _("European Union Agency for Cybersecurity (ENISA)"),
        "European Union": _("European Union"),
        "G7 24/7 network": _("G7 24/7 network"),
        "IAEA": _("International Atomic Energy Agency"),
        "IMF": _("International Monetary Fund"),
        "INTERPOL": _("INTERPOL"),
        "ISO": _("International Organization for Standardization"),
        "ITU": _("International Telecommunication Union"),
        "ITU Academy": _("ITU Academy"),
        "Internet Governance Forum": _("Internet Governance Forum"),
        "OAS/CICTE": _("Organization of American States (CICTE)"),
        "OECD": _("Organisation for Economic Co-operation and Development"),
        "OHCHR": _("Office of the United Nations High Commissioner for Human Rights"),
        "OSCE": _("Organization for Security and Co-operation in Europe"),
        "Pacific Islands Forum": _("Pacific Islands Forum"),
        "Parliamentarians for Global Action": _("Parliamentarians for Global Action"),
        "Partner state of the dialogue": _("Partner state of the dialogue"),
        "Peer states": _("Peer states"),
        "Regional or partner team with a shared service": _(
            "Regional or partner team with a shared service"
        ),
        "Regional organisation of the country": _("Regional organisation of the country"),
        "Teams of neighbouring states": _("Teams of neighbouring states"),
        "UNCTAD": _("UN Trade and Development"),
        "UNESCO": _("UNESCO"),
        "UNICEF": _("UNICEF"),
        "UNIDIR": _("United Nations Institute for Disarmament Research"),
        "UNITAR": _("United Nations Institute for Training and Research"),
        "UNODA": _("United Nations Office for Disarmament Affairs"),
        "UNODC": _("United Nations Office on Drugs and Crime"),
        "World Bank": _("World Bank"),
    }
)


def name(partner: str) -> str:
    """Return the name of a partner in the language in force."""
    return str(NAMES.get(partner, partner))
