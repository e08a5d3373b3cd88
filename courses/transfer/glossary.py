"""The shipped glossary becomes rows; safe to repeat, and what was edited here is kept."""

from django.conf import settings

from cms.words import glossary
from courses import bundles
from courses.domain.glossary import Entry, Text, parse
from courses.translation import following
from courses.translation.glossary import NAME as GLOSSARY


def import_glossary() -> glossary.Brought:
    """Bring the glossary to the version on disk, in the languages of the site.

    Raises BundleError where the file is not sound.
    """
    shipped = parse(bundles.glossary())
    brought = glossary.bring(
        {key: (entry.source, _texts(entry)) for key, entry in shipped.terms.items()}
    )
    following.follow_course(GLOSSARY, imported=True)
    return brought


def _texts(entry: Entry) -> dict[str, glossary.Said]:
    known = [code for code, _name in settings.LANGUAGES if code in entry.texts]
    return {code: _said(entry.texts[code]) for code in known}


def _said(text: Text) -> glossary.Said:
    return glossary.Said(
        term=text.term,
        meaning=text.meaning,
        abbreviation=text.abbreviation or "",
        synonyms=text.synonyms,
        state=text.state,
        linked=text.linked,
    )
