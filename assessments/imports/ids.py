"""Ids made of foreign names: kebab-case, short, never the same twice, the same every time."""

import re
import unicodedata

from assessments.domain.maturity import MODEL

LONGEST = 60


class Ids:
    """Hands out ids in the order of the file, so that the same file gives the same ids."""

    def __init__(self) -> None:
        self.used = {MODEL}

    def make(self, *names: str | None, fallback: str = "part") -> str:
        """Give an id of the first name that has a Latin letter or a digit."""
        found = next((told for name in names if name and (told := kebab(name))), fallback)
        made, number = found, 1
        while made in self.used:
            number += 1
            ending = f"-{number}"
            made = found[: LONGEST - len(ending)].rstrip("-") + ending
        self.used.add(made)
        return made


def kebab(name: str) -> str:
    """Small letters and digits with hyphens between; empty if the name has neither.

    >>> kebab("GV.OC-01")
    'gv-oc-01'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")
