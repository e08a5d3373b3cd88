"""Words of links that say nothing to whoever hears a list of links: "click here", bare addresses.

They are data of each language, not messages: what is empty in one is not the translation of it in
another.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

EMPTY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": frozenset(
            {
                *("here", "click here", "click", "this", "this link", "link", "more"),
                *("read more", "see here", "this page", "learn more", "details", "download"),
            }
        ),
        "fr": frozenset(
            {
                *("ici", "cliquez ici", "cliquer ici", "ce lien", "lien", "plus", "voir ici"),
                *("lire la suite", "en savoir plus", "suite", "cette page", "télécharger"),
            }
        ),
        "es": frozenset(
            {
                *("aquí", "haga clic aquí", "haz clic aquí", "pulse aquí", "este enlace"),
                *("enlace", "más", "leer más", "ver más", "saber más", "esta página", "descargar"),
            }
        ),
        "ar": frozenset(
            {
                *("هنا", "اضغط هنا", "انقر هنا", "من هنا", "هذا الرابط", "الرابط", "رابط"),
                *("المزيد", "اقرأ المزيد", "للمزيد", "هذه الصفحة", "تحميل"),
            }
        ),
    }
)
ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)


def says_nothing(text: str, language: str) -> bool:
    """Tell whether the words of a link say nothing of where it leads.

    >>> says_nothing("Click here!", "en"), says_nothing("the mandate of the team", "en")
    (True, False)
    """
    said = text.strip(" \u00a0.,:;!?؟،«»\"'()[]>→").casefold()
    if not said or ADDRESS.fullmatch(said):
        return True
    return said in EMPTY.get(language, frozenset()) | EMPTY["en"]
