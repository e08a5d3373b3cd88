"""Keys of items in words, for those who mark."""

from courses.domain.itemkinds import ChoiceItem, SlotsItem
from courses.domain.written import NumericItem, ShortItem
from courses.models import ItemVersion


def in_words(version: ItemVersion, language: str) -> list[tuple[str, str]]:
    """Return what is right, line by line: what is asked, where a line has that, and its answer."""
    words, structure = version.wording(language), version.parsed
    match structure:
        case ChoiceItem():
            return [("", words.option(name)) for name in structure.correct]
        case SlotsItem():
            pairs = structure.key().items()
            return [(words.part(slot), words.named("choices", one)) for slot, one in pairs]
        case NumericItem():
            unit = words.named("units", structure.first_unit) if structure.units else ""
            return [("", f"{structure.answer} ± {structure.tolerance} {unit}".strip())]
        case ShortItem():
            return [
                (language, one) for language, all_ in structure.accepted.items() for one in all_
            ]
    return []
