"""Questions as Moodle XML."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from xml.sax.saxutils import escape

from courses.domain.exchange import embedded, writing
from courses.domain.exchange.told import figure
from courses.domain.exchange.writing import Asked, Written
from courses.domain.itemkinds import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    MatchingItem,
    NumericItem,
    OrderingItem,
    ShortItem,
)
from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _
from courses.domain.questions import GAP

_TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true-false": "truefalse",
    "short": "shortanswer",
    "numeric": "numerical",
    "matching": "matching",
    "ordering": "ordering",
    "cloze": "cloze",
    "essay": "essay",
}


def write(questions: Iterable[Asked]) -> Written:
    """The file, and what of the questions it does not say."""
    parts, losses = [], []
    for asked in questions:
        losses += [*writing.losses(asked, hints=True, slots=False), *_lost(asked)]
        parts.append("\n".join(_question(asked)))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *parts, "</quiz>", ""]
    return Written("\n".join(lines), tuple(losses))


def _lost(asked: Asked) -> Iterator[Problem]:
    if isinstance(asked.item, EssayItem) and len(asked.item.rubric) > 1:
        yield Problem(asked.name, _("the lines of the rubric become one note for whoever marks."))
    if isinstance(asked.item, ShortItem) and len(asked.item.accepted) > 1:
        yield Problem(asked.name, _("answers in other languages are left out."))
    if isinstance(asked.item, ClozeItem):
        yield Problem(asked.name, _("the instruction before the text is left out."))


def _question(asked: Asked) -> Iterator[str]:
    item = asked.item
    yield f'  <question type="{_TYPES[item.kind]}">'
    yield f"    <name>{_bare(asked.name)}</name>"
    yield f"    <questiontext {_PLAIN}>{_bare(_body(asked))}</questiontext>"
    yield f"    <idnumber>{_safe(asked.name)}</idnumber>"
    if isinstance(item, EssayItem):
        told = "; ".join(asked.text.criteria[one.id] for one in item.rubric)
        yield f"    <defaultgrade>{sum(one.points for one in item.rubric)}</defaultgrade>"
        yield f"    <graderinfo {_PLAIN}>{_bare(told)}</graderinfo>"
    else:
        yield "    <defaultgrade>1</defaultgrade>"
        yield from _answers(asked)
    if asked.text.hint:
        yield f"    <hint {_PLAIN}>{_bare(asked.text.hint)}</hint>"
    told_tags = "".join(
        f"<tag>{_bare(f'{name}:{one}')}</tag>" for name, one in writing.tags(item).items()
    )
    yield f"    <tags>{told_tags}</tags>"
    yield "  </question>"


def _body(asked: Asked) -> str:
    """The question; of a cloze its text, with each gap in Moodle's form."""
    item = asked.item
    if not isinstance(item, ClozeItem):
        return asked.text.prompt
    words = asked.text.choices
    gaps = {
        name: embedded.write(
            [words[one] for one in gap.options],
            words[gap.correct],
            asked.text.slots[name].feedback,
        )
        for name, gap in item.gaps.items()
    }
    return GAP.sub(lambda found: gaps[found[1]], asked.text.text or "")


def _answers(asked: Asked) -> Iterator[str]:
    kinds: Mapping[str, Callable[[Asked], Iterator[str]]] = {
        "single": _choice,
        "multiple": _choice,
        "true-false": _truth,
        "short": _short,
        "numeric": _numeric,
        "matching": _matching,
        "ordering": _ordering,
    }
    if asked.item.kind in kinds:
        yield from kinds[asked.item.kind](asked)


def _choice(asked: Asked) -> Iterator[str]:
    item = asked.item
    assert isinstance(item, ChoiceItem)  # noqa: S101
    single = item.kind == "single"
    yield f"    <single>{'true' if single else 'false'}</single>"
    yield "    <shuffleanswers>true</shuffleanswers>"
    several = writing.shares(item.options, item.correct)
    for name in item.options:
        share = ("100" if name in item.correct else "0") if single else several[name]
        yield _answer(share, asked.text.options[name].text, asked.text.options[name].feedback)


def _truth(asked: Asked) -> Iterator[str]:
    item = asked.item
    assert isinstance(item, ChoiceItem)  # noqa: S101
    for name in item.options:
        share = "100" if name in item.correct else "0"
        yield _answer(share, name, asked.text.options[name].feedback)


def _short(asked: Asked) -> Iterator[str]:
    item = asked.item
    assert isinstance(item, ShortItem)  # noqa: S101
    yield "    <usecase>0</usecase>"
    told = asked.text.feedback
    for one in item.accepted.get(asked.language, ()):
        yield _answer("100", one, told.right if told else "")
    yield _answer("0", "*", told.wrong if told else "")


def _numeric(asked: Asked) -> Iterator[str]:
    item = asked.item
    assert isinstance(item, NumericItem)  # noqa: S101
    told = asked.text.feedback
    inner = f"<tolerance>{item.tolerance}</tolerance>"
    yield _answer("100", item.answer, told.right if told else "", inner)
    yield _answer("0", "*", told.wrong if told else "", "<tolerance>0</tolerance>")
    if item.units:
        units = "".join(
            f"<unit><multiplier>{figure(1 / Decimal(item.units[name]))}</multiplier>"
            f"<unit_name>{_safe(asked.text.units[name])}</unit_name></unit>"
            for name in item.words()["units"]
        )
        yield f"    <units>{units}</units>"


def _matching(asked: Asked) -> Iterator[str]:
    item = asked.item
    assert isinstance(item, MatchingItem)  # noqa: S101
    words = asked.text.choices
    yield "    <shuffleanswers>true</shuffleanswers>"
    pairs = [(asked.text.slots[slot].text or "", one) for slot, one in item.pairs.items()]
    used = set(item.pairs.values())
    for left, right in [*pairs, *(("", one) for one in item.choices if one not in used)]:
        told = f"{_bare(left)}<answer>{_bare(words[right])}</answer>"
        yield f"    <subquestion {_PLAIN}>{told}</subquestion>"


def _ordering(asked: Asked) -> Iterator[str]:
    item = asked.item
    assert isinstance(item, OrderingItem)  # noqa: S101
    yield "    <layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>"
    for number, step in enumerate(item.order, start=1):
        told = _bare(asked.text.slots[step].text or "")
        yield f'    <answer fraction="{number}" {_PLAIN}>{told}</answer>'


_PLAIN = 'format="plain_text"'


def _answer(share: str, text: str, feedback: str, more: str = "") -> str:
    said = f"<feedback {_PLAIN}>{_bare(feedback)}</feedback>"
    return f'    <answer fraction="{share}" {_PLAIN}>{_bare(text)}{said}{more}</answer>'


def _bare(text: str) -> str:
    return f"<text>{_safe(text)}</text>"


def _safe(text: str) -> str:
    """A text of XML; signs that no XML can hold become blanks."""
    return escape("".join(one if one >= " " or one in "\t\n" else " " for one in text))
