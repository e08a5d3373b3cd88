"""Questions that are made of what a file says, with what it said that has no counterpart here."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from courses.domain import itemkinds
from courses.domain.course import ItemText
from courses.domain.exchange.told import (
    WHOLE,
    Answer,
    Found,
    Head,
    Question,
    Tags,
    clean,
    figure,
    letters,
    numbers,
    slug,
)
from courses.domain.problems import Problem, Sentence
from courses.domain.problems import Sentence as _
from courses.domain.values import build

DIFFICULTIES = ("easy", "medium", "hard")


class Maker:
    """Makes questions one by one and remembers what went wrong."""

    def __init__(self, tags: Tags, taken: Iterable[str] = ()) -> None:
        self.tags = tags
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self.losses: list[Problem] = []
        self._taken = set(taken)
        self._silent = 0

    def found(self) -> Found:
        """Everything that was made."""
        if self._silent:
            sentence = _(
                "%(count)s answers had no feedback; they say “%(right)s” or “%(wrong)s” until you "
                "write some.",
                count=self._silent,
                right=self.tags.right,
                wrong=self.tags.wrong,
            )
            self.lose(WHOLE, sentence)
        return Found(tuple(self.questions), tuple(self.problems), tuple(self.losses))

    def refuse(self, place: str, sentence: Sentence) -> None:
        """Note a mistake."""
        self.problems.append(Problem(place, sentence))

    def lose(self, place: str, sentence: Sentence) -> None:
        """Note what has no counterpart."""
        self.losses.append(Problem(place, sentence))

    def choice(self, head: Head, answers: Sequence[Answer], *, several: bool) -> None:
        """A question with options, one of them right or several."""
        right = [one for one in answers if one.share > 0]
        whole = [one for one in answers if one.share >= 100]
        if len(answers) < 2:
            self.refuse(head.place, _("a choice needs two options or more."))
            return
        if not several and len(whole) > 1:
            self.lose(
                head.place, _("several options were wholly right; all of them are asked for.")
            )
            several, right = True, whole
        elif not several:
            if len(right) > len(whole):
                self.lose(head.place, _("options that were right in part count as wrong."))
            right = whole
        elif len({one.share for one in right}) > 1:
            self.lose(
                head.place, _("options had different weights; each right one counts the same.")
            )
        if not right:
            self.refuse(head.place, _("no option is right."))
            return
        self._lose_general(head)
        names = letters(len(answers))
        texts = {
            name: {"text": one.text, "feedback": self._said(one.feedback, right=one in right)}
            for name, one in zip(names, answers, strict=True)
        }
        correct = [name for name, one in zip(names, answers, strict=True) if one in right]
        kind = "multiple" if several else "single"
        self._make(head, {"kind": kind, "options": names, "correct": correct}, {"options": texts})

    def true_false(
        self, head: Head, *, truth: bool, feedback: Mapping[bool, str], said: Mapping[bool, str]
    ) -> None:
        """A statement that is true or not. `feedback` is for who says so; `said` are the words."""
        self._lose_general(head)
        options = {
            "true" if one else "false": {
                "text": said[one],
                "feedback": self._said(feedback.get(one, ""), right=one == truth),
            }
            for one in (True, False)
        }
        correct = ["true" if truth else "false"]
        table = {"kind": "true-false", "options": ["true", "false"], "correct": correct}
        self._make(head, table, {"options": options})

    def short(self, head: Head, answers: Sequence[Answer]) -> None:
        """A word or two to be typed."""
        anything = [one for one in answers if one.text == "*"]
        named = [one for one in answers if one.text != "*"]
        right = [one for one in named if one.share >= 100]
        if len(right) < len(named):
            self.lose(head.place, _("answers that were right in part are not accepted."))
        if any("*" in one.text for one in right):
            self.lose(head.place, _("a star that stood for any signs is a star now."))
        if not right:
            self.refuse(head.place, _("no answer is right."))
            return
        accepted = {self.tags.language: [clean(one.text) for one in right]}
        wrong = next((one.feedback for one in anything), "")
        table = {"kind": "short", "accepted": accepted}
        self._make(head, table, self._verdicts(head, right, wrong))

    def numeric(
        self,
        head: Head,
        answers: Sequence[tuple[Decimal, Decimal, Answer]],
        *,
        wrong: str = "",
        units: Mapping[str, Decimal] | None = None,
    ) -> None:
        """A number: each answer with its tolerance. `units` tell how many of the first they are."""
        right = [one for one in answers if one[2].share >= 100]
        if not right:
            self.refuse(head.place, _("no answer is right."))
            return
        if len(answers) > 1:
            self.lose(head.place, _("only the first right number is kept, with its tolerance."))
        value, tolerance, told = right[0]
        table: dict[str, Any] = {"kind": "numeric", "answer": figure(value)}
        if tolerance:
            table["tolerance"] = figure(tolerance)
        words = self._verdicts(head, [told], wrong)
        if units:
            names = {one: slug(one) or f"unit-{n}" for n, one in enumerate(units, start=1)}
            table["units"] = {names[one]: figure(factor) for one, factor in units.items()}
            words["units"] = {names[one]: clean(one) for one in units}
        self._make(head, table, words)

    def matching(
        self, head: Head, pairs: Sequence[tuple[str, str]], more: Sequence[str] = ()
    ) -> None:
        """Pairs, and partners that belong to nothing."""
        self._lose_general(head)
        partners = list(dict.fromkeys([*(one for _left, one in pairs), *more]))
        names = dict(zip(partners, letters(len(partners)), strict=True))
        slots = numbers(len(pairs))
        table = {
            "kind": "matching",
            "choices": list(names.values()),
            "pairs": {
                slot: names[partner] for slot, (_left, partner) in zip(slots, pairs, strict=True)
            },
        }
        words = {
            "slots": {
                slot: {"text": clean(left), "feedback": self._said("", right=True)}
                for slot, (left, _partner) in zip(slots, pairs, strict=True)
            },
            "choices": {name: clean(partner) for partner, name in names.items()},
        }
        self._make(head, table, words)

    def ordering(self, head: Head, steps: Sequence[str]) -> None:
        """Steps in their order."""
        self._lose_general(head)
        names = letters(len(steps))
        words = {
            name: {"text": clean(step), "feedback": self._said("", right=True)}
            for name, step in zip(names, steps, strict=True)
        }
        self._make(head, {"kind": "ordering", "order": names}, {"slots": words})

    def cloze(self, head: Head, text: str, gaps: Sequence[tuple[Sequence[str], str, str]]) -> None:
        """A text with `{1}`, `{2}`, ... for its gaps: each with words, the right one, feedback."""
        self._lose_general(head)
        every = list(dict.fromkeys(word for words, _right, _said in gaps for word in words))
        names = dict(zip(every, letters(len(every)), strict=True))
        slots = numbers(len(gaps))
        table = {
            slot: {"options": [names[word] for word in words], "correct": names[right]}
            for slot, (words, right, _said) in zip(slots, gaps, strict=True)
        }
        told = {
            "text": "\n\n".join(map(clean, filter(str.strip, text.split("\n")))),
            "slots": {
                slot: {"feedback": self._said(said, right=True)}
                for slot, (_words, _right, said) in zip(slots, gaps, strict=True)
            },
            "choices": {name: clean(word) for word, name in names.items()},
        }
        head.prompt = head.prompt or self.tags.fill
        self._make(head, {"kind": "cloze", "gaps": table}, told)

    def essay(self, head: Head, criterion: str = "", points: int = 0) -> None:
        """A text that a trainer marks, by a rubric of one line."""
        if not criterion:
            self.lose(head.place, _("it had no rubric; one line of a rubric was made."))
        rubric = [{"id": "whole", "points": points or self.tags.points}]
        self._lose_general(head)
        words = {"criteria": {"whole": clean(criterion) or self.tags.criterion}}
        self._make(head, {"kind": "essay", "rubric": rubric}, words)

    def _make(self, head: Head, table: Mapping[str, Any], words: Mapping[str, Any]) -> None:
        tags = {
            "objective": head.tags.get("objective", ""),
            "difficulty": head.tags.get("difficulty", ""),
            "bank": slug(head.tags.get("bank", "")) or self.tags.bank,
        }
        if tags["objective"] not in self.tags.objectives:
            tags["objective"] = next(iter(self.tags.objectives), "")
        if tags["difficulty"] not in DIFFICULTIES:
            tags["difficulty"] = self.tags.difficulty
        kept = {name: one for name, one in tags.items() if one is not None}
        item, wrong = build(itemkinds.KINDS[table["kind"]], {**table, **kept}, head.place)
        told: dict[str, Any] = {"prompt": clean(head.prompt), **words}
        if head.hint:
            told["hint"] = clean(head.hint)
        text, more = build(ItemText, told, head.place)
        self.problems += [*wrong, *more]
        if item is not None and text is not None:
            self.questions.append(Question(self._name(head), item, text, head.place))

    def _name(self, head: Head) -> str:
        wish = slug(head.name)[:50].strip("-") or f"q-{len(self.questions) + 1}"
        name, number = wish, 1
        while name in self._taken:
            number += 1
            name = f"{wish}-{number}"
        self._taken.add(name)
        return name

    def _said(self, feedback: str, *, right: bool) -> str:
        if not clean(feedback):
            self._silent += 1
            return self.tags.right if right else self.tags.wrong
        return clean(feedback)

    def _verdicts(self, head: Head, right: Sequence[Answer], wrong: str) -> dict[str, Any]:
        said = {clean(one.feedback) for one in right} - {""}
        if len(said) > 1:
            self.lose(
                head.place, _("the answers had feedback of their own; that of the first stays.")
            )
        first = next((one.feedback for one in right if one.feedback), "") or head.feedback
        return {
            "feedback": {
                "right": self._said(first, right=True),
                "wrong": self._said(wrong or head.feedback, right=False),
            }
        }

    def _lose_general(self, head: Head) -> None:
        if clean(head.feedback):
            sentence = _(
                "feedback on the question as a whole is left out: “%(text)s”.",
                text=clean(head.feedback)[:80],
            )
            self.lose(head.place, sentence)
