"""Questions as GIFT, the text format of Moodle."""

import re
from collections.abc import Iterable, Iterator

from courses.domain.exchange import writing
from courses.domain.exchange.writing import Asked, Written
from courses.domain.itemkinds import (
    ChoiceItem,
    EssayItem,
    MatchingItem,
    NumericItem,
    ShortItem,
)
from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _

_SIGNS = re.compile(r"([~=#{}:\\])")


def write(questions: Iterable[Asked]) -> Written:
    """The file, and what of the questions it does not say."""
    parts, losses = [], []
    for asked in questions:
        answers = _answers(asked)
        if answers is None:
            sentence = _(
                "this format has no questions of the kind `%(kind)s`; it is left out.",
                kind=asked.item.kind,
            )
            losses.append(Problem(asked.name, sentence))
            continue
        losses += [*writing.losses(asked, hints=False, slots=False), *_lost(asked)]
        told = " ".join(f"[tag:{name}:{one}]" for name, one in writing.tags(asked.item).items())
        head = f"// [id:{asked.name}] {told}\n::{_safe(asked.name)}::"
        parts.append(f"{head}{_safe(asked.text.prompt)} {{{answers}}}")
    return Written("\n\n".join(parts) + "\n" if parts else "", tuple(losses))


def _lost(asked: Asked) -> Iterator[Problem]:
    if isinstance(asked.item, EssayItem):
        yield Problem(asked.name, _("this format has no rubric."))
    if isinstance(asked.item, NumericItem) and asked.item.units:
        yield Problem(asked.name, _("this format has no units."))
    if isinstance(asked.item, ShortItem) and len(asked.item.accepted) > 1:
        yield Problem(asked.name, _("answers in other languages are left out."))


def _answers(asked: Asked) -> str | None:
    match asked.item:
        case ChoiceItem():
            return _truth(asked) if asked.item.kind == "true-false" else _choice(asked)
        case ShortItem():
            accepted = asked.item.accepted.get(asked.language, ())
            lines = [f"={_safe(one)}{_said(asked, right=True)}" for one in accepted]
            return "\n".join(["", *lines, f"=%0%*{_said(asked, right=False)}", ""])
        case NumericItem():
            right = f"={asked.item.answer}:{asked.item.tolerance}{_said(asked, right=True)}"
            return f"#\n{right}\n~{_said(asked, right=False)}\n"
        case MatchingItem():
            return _pairs(asked, asked.item)
        case EssayItem():
            return ""
    return None


def _choice(asked: Asked) -> str:
    item = asked.item
    assert isinstance(item, ChoiceItem)  # noqa: S101
    several = item.kind == "multiple"
    weights = writing.shares(item.options, item.correct)
    lines = []
    for name in item.options:
        sign = f"~%{weights[name]}%" if several else "=" if name in item.correct else "~"
        told = asked.text.options[name]
        lines.append(f"{sign}{_safe(told.text)}#{_safe(told.feedback)}")
    return "\n".join(["", *lines, ""])


def _truth(asked: Asked) -> str:
    item = asked.item
    assert isinstance(item, ChoiceItem)  # noqa: S101
    right = item.correct[0]
    wrong = next(one for one in item.options if one != right)
    said = [_safe(asked.text.options[one].feedback) for one in (wrong, right)]
    return f"{right.upper()}#{said[0]}#{said[1]}"


def _pairs(asked: Asked, item: MatchingItem) -> str:
    words, used = asked.text.choices, set(item.pairs.values())
    lines = [
        f"={_safe(asked.text.slots[slot].text or '')} -> {_safe(words[partner])}"
        for slot, partner in item.pairs.items()
    ]
    lines += [f"= -> {_safe(words[one])}" for one in item.choices if one not in used]
    return "\n".join(["", *lines, ""])


def _said(asked: Asked, *, right: bool) -> str:
    told = asked.text.feedback
    return "" if told is None else f"#{_safe(told.right if right else told.wrong)}"


def _safe(text: str) -> str:
    """A text in which no sign means anything."""
    return _SIGNS.sub(r"\\\1", text)
