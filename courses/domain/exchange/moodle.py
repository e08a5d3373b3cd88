"""Moodle XML: read into questions; nothing in it is fetched, run or expanded."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from courses.domain.exchange import embedded, plainly
from courses.domain.exchange.making import Maker
from courses.domain.exchange.told import WHOLE, Answer, Found, Head, Tags, clean, number
from courses.domain.problems import Sentence
from courses.domain.problems import Sentence as _

MOST_BYTES = 20_000_000
MOST_QUESTIONS = 5_000
_TRUE_FALSE = {True: "True", False: "False"}
PLAIN = ("plain_text", "2")
_GAP = re.compile(r"\[\[(\d+)\]\]")


def read(
    text: str, tags: Tags, taken: Iterable[str] = (), truths: Mapping[bool, str] | None = None
) -> Found:
    """The questions in a file of Moodle XML. `truths` are the words for true and false."""
    maker = Maker(tags, taken)
    if len(text) > MOST_BYTES:
        maker.refuse(
            WHOLE,
            _("a file has at most %(most)s MB.", most=MOST_BYTES // 1_000_000),
        )
        return maker.found()
    try:
        root: Element = fromstring(text.removeprefix("\ufeff"), forbid_dtd=True)
    except ParseError as wrong:
        line, column = wrong.position
        maker.refuse(
            f"line {line}, column {column + 1}",
            _("this is no well-formed XML: %(wrong)s.", wrong=wrong),
        )
        return maker.found()
    except (DefusedXmlException, ValueError):
        told = _("the file declares entities or a document type, which are refused.")
        maker.refuse(WHOLE, told)
        return maker.found()
    if root.tag != "quiz":
        maker.refuse(WHOLE, _("expected `<quiz>`, found `<%(tag)s>`.", tag=root.tag))
        return maker.found()
    _questions(root, text, _Reader(maker, truths or _TRUE_FALSE))
    return maker.found()


def _questions(root: Element, text: str, reader: "_Reader") -> None:
    found = root.findall("question")
    if len(found) > MOST_QUESTIONS:
        most = MOST_QUESTIONS
        sentence = _(
            "a file has at most %(most)s questions, this one has %(found)s.",
            most=most,
            found=len(found),
        )
        reader.maker.refuse(WHOLE, sentence)
        return
    begins = [one.start() for one in re.finditer(r"<question\b", text)]
    known = len(begins) == len(found)
    line, after = 1, 0
    for at, question in enumerate(found, start=1):
        if known:
            line += text.count("\n", after, begins[at - 1])
            after = begins[at - 1]
        reader.question(question, f"line {line}, question {at}" if known else f"question {at}")


class _Reader:
    """Reads one question after the other."""

    def __init__(self, maker: Maker, truths: Mapping[bool, str]) -> None:
        self.maker = maker
        self.truths = truths
        self.kinds: Mapping[str, Callable[[Element, Head], None]] = {
            "multichoice": self._multichoice,
            "truefalse": self._truefalse,
            "shortanswer": self._shortanswer,
            "numerical": self._numerical,
            "matching": self._matching,
            "essay": self._essay,
            "ordering": self._ordering,
            "gapselect": self._gapselect,
            "ddwtos": self._gapselect,
            "cloze": self._cloze,
            "multianswer": self._cloze,
        }

    def question(self, element: Element, place: str) -> None:
        """One question, or word that there is none like it here."""
        kind = element.get("type", "")
        title = clean(_text(element.find("name")))
        place = f"{place}, `{title[:60]}`" if title else place
        if kind == "category":
            told = clean(_text(element.find("category")))
            self.maker.lose(place, _("the category is left out: %(text)s.", text=told[:80]))
        elif kind in self.kinds:
            self.kinds[kind](element, self._head(element, place, title))
        else:
            sentence = _("the kind `%(kind)s` has no counterpart here, and is left out.", kind=kind)
            if kind == "description":
                sentence = _("a text without a question has no counterpart here, and is left out.")
            self.maker.lose(place, sentence)

    def _head(self, element: Element, place: str, title: str) -> Head:
        tags = {}
        for tag in element.iterfind("tags/tag"):
            name, colon, told = _text(tag).partition(":")
            if colon and name in ("objective", "difficulty", "bank"):
                tags[name] = told.strip()
        hints = [one for one in element.iterfind("hint") if clean(_text(one))]
        if len(hints) > 1:
            self.maker.lose(place, _("only the first hint is kept."))
        head = Head(place, name=clean(_text(element.find("idnumber"))) or title, tags=tags)
        head.hint = self._plain(hints[0], place) if hints else ""
        head.feedback = self._plain(element.find("generalfeedback"), place)
        if element.get("type") not in ("cloze", "multianswer", "gapselect", "ddwtos"):
            head.prompt = self._plain(element.find("questiontext"), place)
        return head

    def _answers(self, element: Element, head: Head) -> list[Answer] | None:
        found = []
        for one in element.iterfind("answer"):
            share = number(one.get("fraction", "0") or "0")
            if share is None:
                told = one.get("fraction")
                self.maker.refuse(head.place, _("`%(told)s` is no share of a mark.", told=told))
                return None
            feedback = self._plain(one.find("feedback"), head.place)
            found.append(Answer(self._plain(one, head.place), share, feedback))
        if not found:
            self.maker.refuse(head.place, _("it has no answer."))
            return None
        return found

    def _multichoice(self, element: Element, head: Head) -> None:
        answers = self._answers(element, head)
        if answers:
            single = clean(element.findtext("single") or "true").lower() in ("true", "1")
            self.maker.choice(head, answers, several=not single)

    def _truefalse(self, element: Element, head: Head) -> None:
        answers = {one.text.lower(): one for one in self._answers(element, head) or ()}
        if set(answers) != {"true", "false"}:
            self.maker.refuse(head.place, _("expected the answers `true` and `false`."))
            return
        feedback = {name == "true": one.feedback for name, one in answers.items()}
        truth = answers["true"].share > 0
        self.maker.true_false(head, truth=truth, feedback=feedback, said=self.truths)

    def _shortanswer(self, element: Element, head: Head) -> None:
        if answers := self._answers(element, head):
            if clean(element.findtext("usecase") or "0") == "1":
                self.maker.lose(head.place, _("capital letters do not count here."))
            self.maker.short(head, answers)

    def _numerical(self, element: Element, head: Head) -> None:
        answers = self._answers(element, head)
        if not answers:
            return
        tolerances = [one.findtext("tolerance") or "0" for one in element.iterfind("answer")]
        found, wrong = [], ""
        for told, spread in zip(answers, tolerances, strict=True):
            if told.text == "*":
                wrong = told.feedback
                continue
            value, tolerance = number(told.text), number(spread)
            if value is None or tolerance is None or tolerance < 0:
                self.maker.refuse(
                    head.place, _("“%(text)s” is no number with a tolerance.", text=told.text[:40])
                )
                return
            found.append((value, tolerance, told))
        self.maker.numeric(head, found, wrong=wrong, units=self._units(element, head))

    def _units(self, element: Element, head: Head) -> dict[str, Decimal]:
        """How many of the first unit each is: Moodle tells how many of it the first one is."""
        found = {}
        for unit in element.iterfind("units/unit"):
            factor = number(unit.findtext("multiplier") or "")
            name = clean(unit.findtext("unit_name") or "")
            if not factor or factor < 0 or not name:
                sentence = _("the unit “%(name)s” has no factor, and is left out.", name=name[:40])
                self.maker.lose(head.place, sentence)
            else:
                found[name] = 1 / factor
        if found and 1 not in found.values():
            self.maker.lose(head.place, _("no unit is that of the answer; all units are left out."))
            return {}
        return found

    def _matching(self, element: Element, head: Head) -> None:
        pairs, more = [], []
        for one in element.iterfind("subquestion"):
            left = self._plain(one, head.place)
            right = self._plain(one.find("answer"), head.place)
            if left and right:
                pairs.append((left, right))
            elif right:
                more.append(right)
        if len(pairs) < 2:
            self.maker.refuse(head.place, _("a matching question needs two pairs or more."))
            return
        self.maker.matching(head, pairs, more)

    def _essay(self, element: Element, head: Head) -> None:
        grade = number(element.findtext("defaultgrade") or "")
        points = int(grade) if grade and grade == int(grade) and 1 <= grade <= 100 else 0
        criterion = self._plain(element.find("graderinfo"), head.place)
        self.maker.essay(head, criterion, points)

    def _ordering(self, element: Element, head: Head) -> None:
        steps = [self._plain(one, head.place) for one in element.iterfind("answer")]
        if not 2 <= len(steps) <= 12 or not all(steps):
            self.maker.refuse(head.place, _("expected 2 to 12 steps, each with words."))
            return
        self.maker.ordering(head, steps)

    def _gapselect(self, element: Element, head: Head) -> None:
        told = [*element.iterfind("selectoption"), *element.iterfind("dragbox")]
        options = [(self._plain(one, head.place), one.findtext("group") or "1") for one in told]
        text = self._lines(element, head)
        gaps = []
        for found in _GAP.findall(text):
            if not 1 <= int(found) <= len(options):
                self.maker.refuse(head.place, _("the gap [[%(found)s]] has no words.", found=found))
                return
            right, group = options[int(found) - 1]
            words = list(dict.fromkeys(word for word, own in options if own == group))
            gaps.append((words, right, ""))
        if not gaps:
            self.maker.refuse(head.place, _("the text has no gap such as [[1]]."))
            return
        places = iter(range(1, len(gaps) + 1))
        self.maker.cloze(head, _GAP.sub(lambda _one: f"{{{next(places)}}}", text), gaps)

    def _cloze(self, element: Element, head: Head) -> None:
        text = self._lines(element, head)
        found = embedded.read(text)
        if isinstance(found, Sentence):
            self.maker.refuse(head.place, found)
        elif found.only is not None:
            self.maker.lose(
                head.place, _("a text with gaps of the kind %(only)s is left out.", only=found.only)
            )
        else:
            self.maker.cloze(head, found.text, found.gaps)

    def _lines(self, element: Element, head: Head) -> str:
        """The question itself, each paragraph on a line."""
        told = element.find("questiontext")
        if told is not None and told.get("format") in PLAIN:
            return _text(told)
        text, lost = plainly.lines(_text(told))
        self._lost(head.place, lost)
        return text

    def _plain(self, element: Element | None, place: str) -> str:
        text = _text(element)
        if element is None or not text:
            return ""
        if element.get("format") in PLAIN or not ("<" in text or "&" in text):
            return clean(text)
        shown, lost = plainly.words(text)
        self._lost(place, lost)
        return clean(shown)

    def _lost(self, place: str, lost: str) -> None:
        if lost:
            self.maker.lose(
                place, _("marks and pictures of HTML are left out: %(lost)s.", lost=lost)
            )


def _text(element: Element | None) -> str:
    """The words within: in `<text>`, or bare where a file is old."""
    if element is None:
        return ""
    inner = element.find("text")
    return (inner.text if inner is not None else element.text) or ""
