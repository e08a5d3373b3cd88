"""Country facts in words: their titles, groups and values, their sources, how sure they are."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.press import formatting

GROUPS: Mapping[str, tuple[Promise, tuple[str, ...]]] = MappingProxyType(
    {
        "state": (_("The state"), ("federal", "languages", "income", "oda", "un", "backing")),
        "groups": (_("Groups of the United Nations"), ("ldc", "lldc", "sids")),
        "treaties": (
            _("Treaties"),
            ("budapest", "budapest-second-protocol", "un-cybercrime", "malabo", "contact-point"),
        ),
        "bodies": (
            _("Regional and other bodies of which it is a member"),
            (
                "au", "ecowas", "eac", "sadc", "las", "oic", "asean", "saarc", "apec", "pif",
                "oas", "caricom", "commonwealth", "coe", "eu", "eastern-partnership", "osce",
            ),
        ),
    }
)  # fmt: skip
"""Every group with its title and its facts, in the order in which they are shown."""

TITLES: Mapping[str, Promise] = MappingProxyType(
    {
        "un": _("Place in the United Nations"),
        "ldc": _("Least developed country"),
        "lldc": _("Landlocked developing country"),
        "sids": _("Small island developing State"),
        "income": _("Income group of the World Bank"),
        "oda": _("On the OECD DAC list of recipients of official development assistance"),
        "languages": _("Languages with official status"),
        "federal": _("Federal state"),
        "backing": _(
            "Who has asked for this work: nobody, somebody interested, an instruction, or who"
            " leads it"
        ),
        "eu": _("European Union"),
        "au": _("African Union"),
        "ecowas": _("Economic Community of West African States"),
        "sadc": _("Southern African Development Community"),
        "eac": _("East African Community"),
        "asean": _("Association of Southeast Asian Nations"),
        "oas": _("Organization of American States"),
        "caricom": _("Caribbean Community"),
        "pif": _("Pacific Islands Forum"),
        "las": _("League of Arab States"),
        "oic": _("Organisation of Islamic Cooperation"),
        "commonwealth": _("Commonwealth of Nations"),
        "osce": _("Organization for Security and Co-operation in Europe"),
        "apec": _("Asia-Pacific Economic Cooperation"),
        "saarc": _("South Asian Association for Regional Cooperation"),
        "coe": _("Council of Europe"),
        "eastern-partnership": _("Eastern Partnership of the European Union"),
        "budapest": _("Convention on Cybercrime (Budapest Convention)"),
        "budapest-second-protocol": _(
            "Second Additional Protocol to the Convention on Cybercrime"
        ),
        "un-cybercrime": _("United Nations Convention against Cybercrime"),
        "contact-point": _(
            "Contact point for urgent requests on electronic evidence in the list of a network"
        ),
        "malabo": _(
            "African Union Convention on Cyber Security and Personal Data Protection (Malabo"
            " Convention)"
        ),
    }
)  # fmt: skip

HINTS: Mapping[str, Promise] = MappingProxyType(
    {
        "oda": _(
            "It changes no roadmap. Once confirmed, it is told to donors in the workbook and in the"
            " edition for partners of your next roadmaps."
        ),
    }
)
"""What a fact is for, where its title does not say it."""

VALUES: Mapping[str, Promise] = MappingProxyType(
    {
        "yes": pgettext_lazy("country fact", "Yes"),
        "no": pgettext_lazy("country fact", "No"),
        "member": pgettext_lazy("place in the United Nations", "Member State"),
        "observer": pgettext_lazy("place in the United Nations", "Observer State"),
        "all-states": pgettext_lazy(
            "place in the United Nations", "State that takes part in treaties open to all States"
        ),
        "low": pgettext_lazy("income group", "Low income"),
        "lower-middle": pgettext_lazy("income group", "Lower middle income"),
        "upper-middle": pgettext_lazy("income group", "Upper middle income"),
        "high": pgettext_lazy("income group", "High income"),
        "party": pgettext_lazy("status of a treaty", "Party"),
        "ratified": pgettext_lazy("status of a treaty", "Ratified"),
        "signed": pgettext_lazy("status of a treaty", "Signed, not ratified"),
        "invited": pgettext_lazy("status of a treaty", "Invited to accede"),
        "none": pgettext_lazy("status of a treaty", "Neither party nor signatory"),
        "interested": pgettext_lazy("backing", "Somebody who decides is interested"),
        "instructed": pgettext_lazy("backing", "Somebody who decides has given an instruction"),
        "leading": pgettext_lazy("backing", "Somebody who decides leads it"),
    }
)

OF_A_FACT: Mapping[tuple[str, str], Promise] = MappingProxyType(
    {("backing", "none"): pgettext_lazy("backing", "Nobody")}
)
"""Values that mean something else of one fact than of the others."""

# CLDR has no name for these, or a wrong one in a language of this site
LANGUAGES: Mapping[str, Promise] = MappingProxyType(
    {
        "gil": pgettext_lazy("language", "Gilbertese"),
        "hif": pgettext_lazy("language", "Fiji Hindi"),
        "wni": pgettext_lazy("language", "Comorian of Anjouan"),
        "zdj": pgettext_lazy("language", "Comorian of Grande Comore"),
    }
)

SOURCES = frozenset(
    {
        gettext_noop(
            "United Nations membership in bblocks-places 0.0.6, with one omission mended"
        ),
        gettext_noop(
            "Practice of the Secretary-General as depositary of treaties open to all States"
        ),
        gettext_noop("United Nations list of least developed countries in bblocks-places 0.0.6"),
        gettext_noop(
            "United Nations list of landlocked developing countries in bblocks-places 0.0.6"
        ),
        gettext_noop(
            "United Nations list of small island developing States in bblocks-places 0.0.6"
        ),
        gettext_noop(
            "World Bank income groups of fiscal year 2027 (July 2026 to June 2027): those of"
            " fiscal year 2026 in bblocks-places 0.0.6, with the changes of 1 July 2026 as"
            " reported in the press"
        ),
        gettext_noop(
            "Unicode CLDR in Babel 2.18.0: official status, or official in practice where none"
            " is official by law"
        ),
        gettext_noop(
            "Known membership; the number of members agrees with the one that the body gives"
        ),
        gettext_noop(
            "Known membership; the number of members agrees with the one that the body gives;"
            " members whose participation is suspended are counted"
        ),
        gettext_noop(
            "Known list of Parties on 9 October 2024; their number was seen in a notice of that"
            " day"
        ),
        gettext_noop("Known accession of December 2024"),
        gettext_noop(
            "Known signatures as of 9 October 2024; their number was seen in a notice of that day"
        ),
        gettext_noop("Invitations as of 9 October 2024, named in a notice"),
        gettext_noop(
            "Invitations as of 9 October 2024; the number was seen in a notice of that day"
        ),
        gettext_noop("Status table of the treaty, seen in part in early 2026"),
        gettext_noop("List of signatures of 25 October 2025 of the depositary, seen in part"),
        gettext_noop("Signatures of 25 October 2025 as named in the press"),
        gettext_noop("Ratification seen in May 2026"),
        gettext_noop("Known list of Parties, to be verified"),
        gettext_noop("No list is shipped: the ministry says it"),
        gettext_noop("Invented for demonstration and tests"),
    }
)  # fmt: skip
"""What the shipped lists name as their source and a page prints; doubtful facts are not printed."""

CERTAINTIES: Mapping[str, Promise] = MappingProxyType(
    {
        "confirmed": pgettext_lazy("country fact", "confirmed"),
        "seen": _("seen in the source"),
        "known": _("known, but not seen in the source"),
        "weak": _("doubtful, therefore not shown"),
        "unknown": _("nobody has said it"),
    }
)

STATES: Mapping[str, Promise] = MappingProxyType(
    {
        "confirmed": pgettext_lazy("country fact", "confirmed"),
        "open": pgettext_lazy("country fact", "not confirmed"),
        "expired": pgettext_lazy("country fact", "expired"),
        "unknown": pgettext_lazy("country fact", "unknown"),
    }
)


def group(fact: str) -> str:
    """Return the group of a fact; one that no group names is told of the state."""
    return next((name for name, (_title, facts) in GROUPS.items() if fact in facts), "state")


def title(fact: str) -> str:
    """Return what a fact is about; an unknown id stays as it is."""
    return str(TITLES.get(fact, fact))


def value(said: str | tuple[str, ...], fact: str) -> str:
    """Return a value of a fact in words; a list of texts is a list of languages."""
    if isinstance(said, tuple):
        return formatting.join((language(code) for code in said), get_language() or "en")
    return str(OF_A_FACT.get((fact, said)) or VALUES.get(said, said))


def source(text: str) -> str:
    """Return the source of a shipped list in the language in force; others stay as written."""
    return gettext(text) if text in SOURCES else text


def certainty(code: str | None) -> str:
    """Return how sure a fact is, in words."""
    return str(CERTAINTIES[code or "unknown"])


def language(code: str) -> str:
    """Return the name of a language in the language in force, or its code where it has none."""
    found = LANGUAGES.get(code) or formatting.locale(get_language() or "en").languages.get(code)
    return str(found or code)


def language_code(name: str) -> str | None:
    """Return the code of a language by its code, or its name on this page or in English.

    >>> language_code("Swahili")
    'sw'
    """
    wanted = name.strip().casefold()
    tongues = [formatting.locale(one).languages for one in (get_language() or "en", "en")]
    for names in (LANGUAGES, *tongues):
        for code, known in names.items():
            if wanted in (code.casefold(), str(known).casefold()):
                return str(code)
    return None
