"""The kinds of institution that lead an action, in words."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEADS: Mapping[str, Promise] = MappingProxyType(
    {
        "coordinator": _("Coordinator of the assessment"),
        "lead-authority": _("Lead authority for cyber security"),
        "csirt-host": _("Body that hosts the CSIRT"),
        "csirt": _("National CSIRT"),
        "regulator": _("Regulator"),
        "justice": _("Ministry of Justice"),
        "foreign-affairs": _("Ministry of Foreign Affairs"),
        "finance": _("Ministry of Finance"),
        "crisis-office": _("National crisis management office"),
        "interior": _("Ministry of the Interior, police"),
        "education": _("Ministry of Education"),
        "digital-agency": _("Digital government agency"),
        "head-of-government": _("Office of the head of government"),
    }
)


def name(code: str) -> str:
    """Return who leads, in the language in force; an unknown code stays as it is."""
    return str(LEADS.get(code, code))
