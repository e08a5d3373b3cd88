"""The questions of CISO Assistant: choices in order, their values, and what they wait for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assessments.domain.shape import shown
from assessments.imports.sources import Log, Source, Words, joined

CHOSEN = {"unique_choice", "single_choice"}


@dataclass(slots=True)
class Question:
    """A question of which one choice is taken, its choices from the least to the most."""

    urn: str
    source: Source
    text: Words | None
    weight: Fraction
    choices: list[tuple[Source, Words, Fraction]]
    numbers: dict[str, int] = field(default_factory=dict)
    indicator: str = ""

    @property
    def answers(self) -> list[tuple[Words, Fraction]]:
        """The answers of its scale."""
        return [(words, value) for _, words, value in self.choices]

    def levels(self) -> list[Words]:
        """A text for each choice, if the file describes one: its name, and what it means."""
        told = [(words, one.words("description")) for one, words, _ in self.choices]
        if not any(more for _, more in told):
            return []
        both = [joined([words, more], ": ") for words, more in told]
        return [one for one in both if one is not None]


def of(node: Source, log: Log) -> list[Question]:
    """The questions of a requirement that can be asked here; each other one is a loss."""
    table = node.table_of("questions", "table of questions")
    found: list[Question] = []
    for number, (urn, value) in enumerate(table.table.items()):
        place = f"{table.place}[{number}]"
        table.taken.add(str(urn))
        if isinstance(value, dict):
            found += _question(str(urn), Source(value, place, "question", log), log)
        else:
            log.problems.append(f"{place}: expected a table, found {shown(value)}")
    return found


def _question(urn: str, one: Source, log: Log) -> Iterator[Question]:
    kind = one.text("type") or "text"
    if kind not in CHOSEN:
        one.taken |= set(one.table)
        log.lost(f"questions of the type {kind} are left out; here one answer is chosen", one.place)
        return
    choices = _choices(one, log)
    if len(choices) < 2:
        one.taken |= set(one.table)
        log.lost("questions with fewer than two choices are left out", one.place)
        return
    weight = one.number("weight")
    found = Question(
        urn.lower(), one, one.words("text"), Fraction(1) if weight is None else weight, choices
    )
    for number, (source, words, _) in enumerate(choices):
        for name in (source.text("urn"), words.text):
            if name is not None:
                found.numbers.setdefault(name.lower(), number)
    yield found


def _choices(question: Source, log: Log) -> list[tuple[Source, Words, Fraction]]:
    sources = question.tables("choices", "choice")
    named = []
    for number, one in enumerate(sources):
        words = one.words("value")
        if words is None:
            one.wrong("value", "is missing")
        named.append((one, words or Words(str(number))))
    values = _values(sources, question, log)
    told = [(one, words, value) for (one, words), value in zip(named, values, strict=True)]
    ordered = sorted(told, key=lambda choice: choice[2])
    if ordered != told:
        log.lost("choices were put in order, the least score first", question.place)
    return ordered


def _values(choices: list[Source], question: Source, log: Log) -> list[Fraction]:
    """The value of each choice: its score, or what it says of the result, or its place."""
    scores = [one.number("add_score") for one in choices]
    if any(scores):
        if None in scores:
            log.lost("choices without a score among others that have one count 0", question.place)
        found = [Fraction(0) if one is None else one for one in scores]
        if (least := min(found)) < 0:
            log.lost("scores below 0 were lifted, all of the question alike", question.place)
            found = [one - least for one in found]
        return found
    results = [str(one.table.get("compute_result")).lower() for one in choices]
    if {"true", "false"} <= set(results):
        for one in choices:
            one.taken.add("compute_result")
        log.lost(
            "choices without scores count by compute_result: 1 where it is true, else 0",
            question.place,
        )
        return [Fraction(result == "true") for result in results]
    log.lost("choices without scores count by their place: the first 0, the next 1", question.place)
    return [Fraction(number) for number in range(len(choices))]


def depends_on(one: Question, known: dict[str, Question], every: set[str]) -> dict[str, Any] | None:
    """The condition under which a question is asked, None if it always is.

    `known` are the questions that can be asked here, `every` the urns of all in the file.
    """
    log = one.source.log
    if not one.source.table.get("depends_on"):
        return None
    source = one.source.table_of("depends_on", "condition")
    name, answers = (source.text("question") or "").lower(), source.texts("answers")
    kind = source.text("condition")
    if name not in every:
        source.wrong("question", f"there is no such question {name}")
        return None
    if name not in known:
        log.lost("conditions on questions that are left out are dropped", source.place)
        return None
    other = known[name]
    among = {other.numbers.get(answer.lower()) for answer in answers}
    if None in among:
        source.wrong("answers", f"expected choices of {name}, found {', '.join(answers)}")
        return None
    if not among or len(among) == len(other.choices):
        log.lost("conditions that every answer fulfils are dropped", source.place)
        return None
    if kind == "all" and len(among) > 1:
        log.lost("conditions on all of several choices hold for one of them here", source.place)
    levels = sorted(number for number in among if number is not None)
    return {"all": [{"indicator": other.indicator, "among": levels}]}
