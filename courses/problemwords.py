"""What is wrong with a file or a text, in the language of whoever reads it.

Places and values stay as they are; within a language that is written from right to left they stand
in isolates of their own, so that nothing around them is turned.
"""

from collections.abc import Iterable

from django.utils.translation import get_language_bidi, gettext, pgettext

from courses.domain.problems import Listed, Problem, Sentence


def told(thing: object) -> str:
    """Return a problem with its place, a sentence, or the sentence of an exception."""
    if isinstance(thing, Exception) and thing.args:
        return told(thing.args[0])
    if isinstance(thing, Problem):
        parts = {"place": _place(thing), "sentence": said(thing.sentence)}
        return gettext("%(place)s: %(sentence)s") % parts
    return said(thing)


def said(sentence: object) -> str:
    """Return a sentence alone. What nobody can say in another language stays as it is."""
    if not isinstance(sentence, Sentence):
        return str(sentence)
    values = {name: _value(one) for name, one in sentence.values.items()}
    message = gettext(sentence.message)
    return message % values if values else message


def in_words(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return problems for a page that shows place and sentence each by itself."""
    return [{"place": said(one.place), "sentence": said(one.sentence)} for one in problems]


def _place(problem: Problem) -> str:
    return _isolated(said(problem.place))


def _value(value: object) -> str:
    if isinstance(value, Sentence):
        return said(value)
    if isinstance(value, Listed):
        return _listed(value)
    return _isolated(str(value))


def _listed(value: Listed) -> str:
    names = [_isolated(f"`{one}`") for one in value.words]
    if not names:
        return gettext("nothing") if str(value) == "nothing" else _isolated(str(value))
    if len(names) == 1:
        return names[0]
    parts = {"names": pgettext("between two names", ", ").join(names[:-1]), "last": names[-1]}
    if value.either:
        return gettext("%(names)s or %(last)s") % parts
    return gettext("%(names)s and %(last)s") % parts


def _isolated(text: str) -> str:
    return f"\u2068{text}\u2069" if get_language_bidi() else text
