"""The questions of a part as the page asks them: headings, words, levels, and the answer so far."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import SafeString

from assessments import asked_after, wording
from assessments.domain.asking import Group, Part
from assessments.domain.conditions import NO, Holds
from assessments.domain.framework import Indicator, MaturityModel
from assessments.models import NO_ANSWER, Answer
from assessments.suggesting import Suggestion
from assessments.views import parts, suggestions


@dataclass(frozen=True, slots=True)
class Level:
    """One answer to choose: its value, its number where levels are counted, and its words."""

    value: str
    number: str
    text: wording.Text


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator as the page asks it: its words, its levels, and the answer so far.

    `condition` says when it is asked at all; `arises` is false where that is not so. `note` says
    what was answered before; `take` is that answer where a button may save it. `sure` and `remark`
    stand beside the answer, `beside` names both as they were when the page was made; `by` answered.
    It is `open` where it takes an answer now; `asked` is why a reviewer asks to look again;
    `thread` is the address of its comments, "" where they are not for the person.
    `other` is what stands beside the answer of somebody else that came between.
    """

    id: str
    field: str
    client_id: str
    seen: str
    title: wording.Text
    text: wording.Text
    why: wording.Text | None
    levels: tuple[Level, ...]
    evidence: tuple[wording.Text, ...]
    value: str
    sure: str
    remark: str
    beside: str
    saved: bool
    by: str
    on_behalf: bool
    error: str
    is_overtaken: bool
    other: str
    condition: SafeString
    arises: bool
    note: SafeString | str
    take: str
    take_label: str
    open: bool
    asked: str
    thread: str
    threads: int


@dataclass(frozen=True, slots=True)
class Section:
    """Questions below one heading; the first of a part may stand without one."""

    title: wording.Text | None
    summary: wording.Text | None
    depth: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the questions of a page are made of: the model, its words, and what is known.

    Of a `returned` form nothing was saved yet: it is shown as it was sent.
    """

    model: MaturityModel
    words: wording.Words
    stored: Mapping[str, Answer]
    holds: Mapping[str, Holds]
    former: Mapping[str, Suggestion]
    errors: Mapping[str, str]
    typed: Mapping[str, str]
    takes: bool = False
    asked: Mapping[str, str] = field(default_factory=dict)
    threads: Mapping[str, int] | None = None
    round_id: uuid.UUID | None = None
    returned: bool = False

    def sections(self, part: Part) -> list[Section]:
        """Give the questions of a part, each below its heading."""
        return [self._section(group) for group in part.groups]

    def _section(self, group: Group) -> Section:
        path = group.node.id
        return Section(
            title=self.words(f"{path}/title") if group.depth else None,
            summary=self.words.optional(f"{path}/summary") if group.depth else None,
            depth=group.depth + 1,
            questions=tuple(self._question(one) for one in group.indicators),
        )

    def _question(self, one: Indicator) -> Question:
        """Show what was typed where it could not be saved, else what is stored."""
        name, words, stored = one.id, self.words, self.stored.get(one.id)
        value = stored.value if stored else ""
        refused, former = self.returned or name in self.errors, self.former.get(name)
        value = parts.chosen(self.typed, name) or value if refused else value
        back = self.typed if self.returned else {}
        beside = parts.beside(*((stored.confidence, stored.note) if stored else (None, "")))
        token = stored.token if stored else NO_ANSWER
        overtaken = name in self.errors and token not in (parts.seen(self.typed, name) or [token])
        take = former.value if former and not value else ""
        said = parts.said_beside(self.typed, name) if refused else None
        sure = said.confidence if said else (stored.confidence if stored else None)
        remark = said.note if said else (stored.note if stored else "")
        return Question(
            id=name,
            field=parts.FIELD + name,
            client_id=back.get(f"client-{name}", uuid.uuid4().hex),
            title=words(f"{name}/title"),
            text=words(f"{name}/question"),
            why=words.optional(f"{name}/why"),
            levels=tuple(self._levels(one)),
            evidence=tuple(words.every(f"{name}/evidence")),
            seen=back.get(f"seen-{name}", token),
            value=value,
            sure=str(sure or ""),
            remark=remark,
            beside=back.get(f"beside-{name}", beside),
            saved=bool(stored) and not refused,
            by=parts.name_of(stored) if stored else "",
            on_behalf=bool(stored and stored.on_behalf),
            error=self.errors.get(name, ""),
            is_overtaken=overtaken,
            other=parts.other(stored) if stored and overtaken else "",
            condition=asked_after.told(self.model, words, one),
            arises=self.holds[name] != NO,
            note=suggestions.note(former, self.model) if former else "",
            take=take,
            take_label=suggestions.button(former, self.model) if former and take else "",
            open=self.takes or name in self.asked,
            asked=self.asked.get(name, ""),
            thread=self._thread(name),
            threads=(self.threads or {}).get(name, 0),
        )

    def _thread(self, name: str) -> str:
        """Return the address of the comments on a question, "" where they are not open."""
        if self.threads is None:
            return ""
        return reverse("assessments:thread", args=[self.round_id, name])

    def _levels(self, one: Indicator) -> list[Level]:
        """The levels of a model are counted, the answers of a named set only named."""
        return [
            Level(str(number), "" if one.scale else str(number), self.words(path))
            for number, path in enumerate(self.model.level_paths(one.id))
        ]
