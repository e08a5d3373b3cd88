"""The flat list of requirements as a tree: dimensions, factors, indicators."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from assessments.domain.maturity import DEEPEST
from assessments.imports import ciso_questions
from assessments.imports.ciso_questions import Question
from assessments.imports.ciso_scales import Scales
from assessments.imports.ids import Ids
from assessments.imports.sources import Log, Source, Words, joined

Table = dict[str, Any]
SHORT = 120


@dataclass(slots=True)
class Node:
    """A requirement or a heading, with what lies below it and the ids of its indicators."""

    source: Source
    urn: str
    parent: str | None
    groups: list[str]
    children: list["Node"] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)


class Tree:
    """Builds the dimensions; losses and problems go to the log."""

    def __init__(self, ids: Ids, scales: Scales, log: Log, framework: tuple[str, str]) -> None:
        self.ids, self.scales, self.log = ids, scales, log
        self.framework_urn, self.framework = framework
        self.nodes: dict[str, Node] = {}
        self.questions: dict[str, Question] = {}
        self.weights: list[tuple[Table, Fraction]] = []
        self.places: dict[int, str] = {}
        self.waiting: list[tuple[Table, Question]] = []
        self.scale_of: dict[str, str | None] = {}

    def build(self, sources: list[Source], title: Words, *, flat: bool) -> list[Table]:
        """Give the dimensions of the mapping."""
        roots = list(self._roots(sources))
        if self.log.problems:
            return []
        parts: list[Table] = []
        lone: Table = {}
        for root in roots:
            part, indicators = self._node(root, flat=flat)
            if indicators and not lone:
                lone = self._made(title) | {"indicators": []}
                parts.append(lone)
            if indicators:
                lone["indicators"] += indicators
            parts += [part] if part is not None else []
        self._conditions(sources)
        self._weigh()
        return parts

    def _roots(self, sources: list[Source]) -> Iterator[Node]:
        """Hang the nodes; tell of urns that are missing, used twice, unknown, or in a circle."""
        for source in sources:
            self._add(source)
        roots = [node for node in self.nodes.values() if node.parent is None]
        for node in self.nodes.values():
            if node.parent in self.nodes:
                self.nodes[node.parent].children.append(node)
            elif node.parent is not None:
                node.source.wrong("parent_urn", f"there is no such node {node.parent}")
        reached = self._reached(roots)
        for node in self.nodes.values():
            if node.urn not in reached and node.parent in self.nodes:
                node.source.wrong("parent_urn", "lies below itself, or below a node that is lost")
        yield from roots

    def _add(self, source: Source) -> None:
        urn, parent = source.text("urn"), source.text("parent_urn")
        source.taken |= {"depth", "order_id"}
        if urn is None:
            source.wrong("urn", "is missing")
            return
        if urn.lower() in self.nodes:
            source.wrong("urn", f"{urn} stands there twice")
            return
        node = Node(source, urn.lower(), parent.lower() if parent else None, [])
        node.groups = source.texts("implementation_groups")
        self.nodes[node.urn] = node

    def _reached(self, roots: list[Node]) -> set[str]:
        reached: set[str] = set()
        waiting = [(root, 1) for root in roots]
        while waiting:
            node, floor = waiting.pop()
            reached.add(node.urn)
            if floor > DEEPEST:
                node.source.wrong("parent_urn", f"lies deeper than {DEEPEST} floors")
                continue
            waiting += [(child, floor + 1) for child in node.children]
        return reached

    def _node(self, node: Node, *, flat: bool) -> tuple[Table | None, list[Table]]:
        """A node as a part, or as an indicator of the part above."""
        splash = node.source.table.get("display_mode") == "splash"
        assessable = node.source.truth("assessable") and not splash
        if assessable:
            node.questions = ciso_questions.of(node.source, self.log)
            self.questions |= {one.urn: one for one in node.questions}
            if not node.children and len(node.questions) < 2:
                return None, [self._indicator(node)]
        part, weight = self._part(node), _weight(node.source)
        own = self._own(node, weight, flat=flat) if assessable else []
        factors: list[Table] = []
        for child in node.children:
            factor, indicators = self._node(child, flat=flat)
            factors += [factor] if factor is not None else []
            own += indicators
        if not own and not factors:
            self.log.lost("headings with no question below them are left out", node.source.place)
            return None, []
        part |= {key: one for key, one in (("indicators", own), ("factors", factors)) if one}
        self.weights.append((part, weight))
        return part, []

    def _own(self, node: Node, weight: Fraction, *, flat: bool) -> list[Table]:
        """The indicators of a requirement that is itself a part."""
        if len(node.questions) < 2:
            return [self._indicator(node)]
        self.log.lost(
            "a requirement with several questions became a factor: its score is their mean here, "
            "and the sum of their scores there",
            node.source.place,
        )
        return [self._asked(node, one, weight if flat else Fraction(1)) for one in node.questions]

    def _part(self, node: Node) -> Table:
        source = node.source
        title = self._title(source)
        told: Table = {"id": self.ids.make(source.text("ref_id"), title.text, node.urn)}
        self.log.put(told, "title", title, f"{told['id']}/title")
        summary = joined([source.words("description"), source.words("annotation")], "\n\n")
        self.log.put(told, "summary", summary, f"{told['id']}/summary")
        self.places[id(told)] = source.place
        self.log.lost("the urn of a heading has no place: parts bear no references", source.place)
        return told

    def _made(self, title: Words) -> Table:
        """The dimension of requirements that stand at the top by themselves."""
        told: Table = {"id": self.ids.make("requirements")}
        self.log.put(told, "title", title, f"{told['id']}/title")
        self.log.lost("requirements outside of any heading stand in a dimension made for them")
        return told

    def _indicator(self, node: Node) -> Table:
        """A requirement with one question, or with none: then it is asked on the usual scale."""
        source = node.source
        if node.questions:
            one = node.questions[0]
            if one.weight != 1:
                self.log.lost("the weight of an only question decides nothing", one.source.place)
            one.weight = Fraction(1)
            return self._asked(node, one, _weight(source), alone=True)
        title = self._title(source)
        told = self._begun(node, title, source.text("ref_id"))
        self._texts(told, node, source.words("description") or title, source.words("annotation"))
        self._scaled(told, self.scales.of(source))
        self.weights.append((told, _weight(source)))
        return told

    def _asked(
        self, node: Node, question: Question, weight: Fraction, *, alone: bool = False
    ) -> Table:
        """A question with choices as an indicator."""
        source = node.source
        ref = source.text("ref_id")
        title = self._title(source) if alone else _short(question.text) or self._title(source)
        last = question.urn.rpartition(":")[2]
        told = self._begun(node, title, ref if alone else f"{ref or node.urn}-{last}")
        question.indicator = told["id"]
        why = [source.words("description"), source.words("annotation")] if alone else []
        self._texts(told, node, question.text or title, joined(why, "\n\n"))
        told["references"][0]["relation"] = "equal" if alone else "subset"
        told["references"].append(
            {"framework": self.framework_urn, "id": question.urn, "relation": "equal"}
        )
        levels = question.levels()
        if levels:
            told["levels"] = [one.text for one in levels]
        for number, one in enumerate(levels):
            self.log.translate(f"{told['id']}/levels.{number}", one)
        self._scaled(told, self.scales.named(question.answers))
        self.waiting.append((told, question))
        if question.weight <= 0:
            question.source.wrong("weight", f"expected more than 0, found {question.weight}")
        self.weights.append((told, weight * question.weight))
        self.places[id(told)] = question.source.place
        return told

    def _begun(self, node: Node, title: Words, ref: str | None) -> Table:
        source = node.source
        told: Table = {"id": self.ids.make(ref, title.text, node.urn, fallback="requirement")}
        node.indicators.append(told["id"])
        self.places[id(told)] = source.place
        self.log.put(told, "title", title, f"{told['id']}/title")
        equal = {"framework": self.framework_urn, "id": node.urn, "relation": "equal"}
        told["references"] = [equal]
        if (own := source.text("ref_id")) is not None:
            told["references"].append({"framework": self.framework, "id": own})
        return told

    def _texts(self, told: Table, node: Node, question: Words, why: Words | None) -> None:
        name = told["id"]
        self.log.put(told, "question", question, f"{name}/question")
        self.log.put(told, "why", why, f"{name}/why")
        evidence = node.source.words("typical_evidence")
        if evidence is not None:
            told["evidence"] = [evidence.text]
            self.log.translate(f"{name}/evidence.0", evidence)

    def _scaled(self, told: Table, scale: str | None) -> None:
        self.scale_of[told["id"]] = scale
        if scale is not None:
            told["scale"] = scale

    def _title(self, source: Source) -> Words:
        """The name, else the reference, else the beginning of the description."""
        ref = source.text("ref_id")
        named = source.words("name") or (Words(ref) if ref else None)
        return named or _short(source.words("description")) or Words(source.text("urn") or "")

    def _conditions(self, sources: list[Source]) -> None:
        every = {
            str(urn).lower()
            for one in sources
            if isinstance(one.table.get("questions"), dict)
            for urn in one.table["questions"]
        }
        for table, question in self.waiting:
            found = ciso_questions.depends_on(question, self.questions, every)
            if found is not None:
                table["depends_on"] = found

    def _weigh(self) -> None:
        """Write the weights as whole numbers, all multiplied alike where one is not."""
        factor = lcm(*(weight.denominator for _, weight in self.weights))
        if factor > 1:
            self.log.lost(f"weights were multiplied by {factor}, so that all are whole numbers")
        for table, weight in self.weights:
            if (told := int(weight * factor)) != 1:
                table["weight"] = told


def _weight(source: Source) -> Fraction:
    weight = source.number("weight")
    if weight is not None and weight <= 0:
        source.wrong("weight", f"expected more than 0, found {weight}")
    return Fraction(1) if weight is None else weight


def _short(words: Words | None) -> Words | None:
    """The beginning of a text, for a title."""
    if words is None:
        return None
    others = {language: _cut(text) for language, text in words.others.items()}
    return Words(_cut(words.text), others)


def _cut(text: str) -> str:
    line = text.strip().partition("\n")[0].strip()
    return line if len(line) <= SHORT else line[: SHORT - 3].rstrip() + "..."
