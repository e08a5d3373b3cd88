"""GIFT, the text format of Moodle: read into questions, with the line of every mistake."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from courses.domain.exchange import plainly
from courses.domain.exchange.making import Maker
from courses.domain.exchange.told import WHOLE, Answer, Found, Head, Tags, clean, number
from courses.domain.problems import Sentence
from courses.domain.problems import Sentence as _

MOST_LINES = 100_000
MOST_QUESTIONS = 5_000
_SIGNS = "~=#{}:\\"
_HIDDEN = {sign: chr(1 + at) for at, sign in enumerate(_SIGNS)}
_SHOWN = {hidden: sign for sign, hidden in _HIDDEN.items()} | {"\x08": "\n"}
_FORMAT = re.compile(r"^\s*\[(html|markdown|moodle|plain)\]", re.IGNORECASE)
_TITLE = re.compile(r"^\s*::(.*?)::", re.DOTALL)
_TRUTH = re.compile(r"^\s*(T|TRUE|F|FALSE)\s*(?=#|$)", re.IGNORECASE)
_TAG = re.compile(r"\[(id|tag):([^\]]*)\]")
_PIECE = re.compile(r"([=~])([^=~]*)")
_WEIGHT = re.compile(r"^\s*%(-?[\d.]+)%")
_TRUE_FALSE = {True: "True", False: "False"}


@dataclass
class _Block:
    """The lines of one question, its number of first line, and the comments before it."""

    line: int
    text: str
    tags: dict[str, str]


def read(
    text: str, tags: Tags, taken: Iterable[str] = (), truths: dict[bool, str] | None = None
) -> Found:
    """The questions in a GIFT file. `truths` are the words for true and false."""
    maker = Maker(tags, taken)
    reader = _Reader(maker, truths or _TRUE_FALSE)
    for count, block in enumerate(_blocks(text, maker)):
        if count >= MOST_QUESTIONS:
            sentence = _("a file has at most %(most)s questions.", most=MOST_QUESTIONS)
            maker.refuse(f"line {block.line}", sentence)
            break
        reader.block(block)
    return maker.found()


def _blocks(text: str, maker: Maker) -> Iterator[_Block]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        most, found = MOST_LINES, len(lines)
        sentence = _("expected at most %(most)s lines, found %(found)s.", most=most, found=found)
        maker.refuse(WHOLE, sentence)
        return
    held: list[str] = []
    begun, tags = 0, dict[str, str]()
    for at, line in enumerate([*lines, ""], start=1):
        bare = line.strip()
        if bare.startswith("//"):
            tags |= _told(bare)
            if held:
                held.append("")
        elif bare.upper().startswith("$CATEGORY:"):
            maker.lose(
                f"line {at}", _("the category is left out: %(text)s.", text=clean(bare[10:])[:80])
            )
        elif bare or held:
            if bare:
                begun = begun if held else at
                held.append(line)
            else:
                yield _Block(begun, "\n".join(held), tags)
                held, tags = [], {}


def _told(comment: str) -> dict[str, str]:
    """What a comment says of the question after it: its id, and tags such as `difficulty:hard`."""
    found = {}
    for kind, value in _TAG.findall(comment):
        name, colon, told = value.partition(":")
        if kind == "id":
            found["id"] = value.strip()
        elif colon and name in ("objective", "difficulty", "bank"):
            found[name] = told.strip()
    return found


def _hide(text: str) -> str:
    """Put signs away that a backslash makes words of."""
    cleaned = "".join(" " if letter < "\t" else letter for letter in text)
    return re.sub(
        r"\\([~=#{}:\\n])",
        lambda found: "\x08" if found[1] == "n" else _HIDDEN[found[1]],
        cleaned,
    )


def _show(text: str) -> str:
    return "".join(_SHOWN.get(letter, letter) for letter in text)


class _Reader:
    """Reads one block after the other."""

    def __init__(self, maker: Maker, truths: dict[bool, str]) -> None:
        self.maker = maker
        self.truths = truths

    def block(self, block: _Block) -> None:
        """One question."""
        text = _hide(block.text)
        place = f"line {block.line}"
        title = _TITLE.match(text)
        begin, end = text.find("{"), text.rfind("}")
        if wrong := _braces(text, begin, end, block.line):
            self.maker.refuse(*wrong)
            return
        body = text[title.end() :] if title else text
        if begin < 0:
            told = clean(_show(body))[:60]
            self.maker.lose(
                place, _("a text without a question is left out: “%(told)s”.", told=told)
            )
            return
        before, after = text[title.end() if title else 0 : begin], text[end + 1 :]
        head = Head(place, tags=block.tags, name=block.tags.get("id", ""))
        head.name = head.name or (clean(_show(title[1])) if title else "")
        head.prompt = self._plain(before, place)
        if clean(after):
            head.prompt = f"{head.prompt} _____{self._tail(after, place)}"
        answers, _sign, general = text[begin + 1 : end].partition("####")
        head.feedback = self._plain(general, place)
        self._answers(head, answers)

    def _tail(self, after: str, place: str) -> str:
        told = self._plain(after, place)
        return told if told[:1] in ".,;:!?" else f" {told}"

    def _answers(self, head: Head, answers: str) -> None:
        bare = answers.strip()
        if not bare:
            self.maker.essay(head)
        elif bare.startswith("#"):
            self._numeric(head, bare[1:])
        elif truth := _TRUTH.match(bare):
            self._truth(head, truth[1].upper().startswith("T"), bare[truth.end() :])
        elif _pairs(bare):
            self._matching(head, bare)
        elif bare[0] not in "=~":
            sentence = _(
                "expected `=` before a right answer or `~` before a wrong one, found “%(text)s”.",
                text=clean(_show(bare))[:40],
            )
            self.maker.refuse(head.place, sentence)
        elif "~" in bare:
            pieces = self._pieces(head, bare)
            if pieces is not None:
                self.maker.choice(head, pieces, several="=" not in bare)
        else:
            pieces = self._pieces(head, bare)
            if pieces is not None:
                self.maker.short(head, pieces)

    def _pieces(self, head: Head, text: str) -> list[Answer] | None:
        found = []
        for sign, piece in _PIECE.findall(text):
            share = Decimal(100) if sign == "=" else Decimal(0)
            if weight := _WEIGHT.match(piece):
                told = number(weight[1])
                if told is None or abs(told) > 100:
                    self.maker.refuse(
                        head.place, _("`%(weight)s` is no weight.", weight=f"%{weight[1]}%")
                    )
                    return None
                share, piece = told, piece[weight.end() :]
            answer, _sign, feedback = piece.partition("#")
            told_text = self._plain(answer, head.place)
            if not told_text and not (sign == "~" and not clean(answer)):
                self.maker.refuse(head.place, _("an answer has no words."))
                return None
            found.append(Answer(told_text, share, self._plain(feedback, head.place)))
        if any(not one.text for one in found):
            self.maker.refuse(head.place, _("an option has no words."))
            return None
        return found

    def _truth(self, head: Head, truth: bool, rest: str) -> None:
        said = [self._plain(one, head.place) for one in rest.split("#")[1:]]
        wrong, right = (*said, "", "")[:2]
        feedback = {truth: right, not truth: wrong}
        self.maker.true_false(head, truth=truth, feedback=feedback, said=self.truths)

    def _matching(self, head: Head, text: str) -> None:
        pairs, more = [], []
        for sign, piece in _PIECE.findall(text):
            left, arrow, right = piece.partition("->")
            told = (self._plain(left, head.place), self._plain(right.split("#")[0], head.place))
            if sign != "=" or not arrow or not told[1]:
                shown = clean(_show(piece))[:40]
                self.maker.refuse(
                    head.place,
                    _("expected `= one -> its partner`, found “%(shown)s”.", shown=shown),
                )
                return
            if told[0]:
                pairs.append(told)
            else:
                more.append(told[1])
        if len(pairs) < 2:
            self.maker.refuse(head.place, _("a matching question needs two pairs or more."))
            return
        self.maker.matching(head, pairs, more)

    def _numeric(self, head: Head, text: str) -> None:
        body, _sign, wrong = text.partition("~")
        wrong = self._plain(wrong.partition("#")[2], head.place)
        pieces = _PIECE.findall(body) if body.lstrip().startswith("=") else [("=", body)]
        found = []
        for _sign, piece in pieces:
            share = Decimal(100)
            if weight := _WEIGHT.match(piece):
                share = number(weight[1]) or Decimal(0)
                piece = piece[weight.end() :]
            told, _sign, feedback = piece.partition("#")
            value = _interval(told)
            if value is None:
                shown = clean(_show(told))[:40]
                self.maker.refuse(
                    head.place, _("“%(shown)s” is no number, and no range of numbers.", shown=shown)
                )
                return
            answer = Answer(clean(told), share, self._plain(feedback, head.place))
            found.append((*value, answer))
        self.maker.numeric(head, found, wrong=wrong)

    def _plain(self, text: str, place: str) -> str:
        """The words of a part, without marks; which marks are lost is reported once a question."""
        told = _FORMAT.match(text)
        body = text[told.end() :] if told else text
        shown = _show(body)
        if (told and told[1].lower() == "html") or re.search(r"</?[a-z][^<>]*>", shown, re.I):
            shown, lost = plainly.words(shown)
            if lost:
                self.maker.lose(
                    place, _("marks and pictures of HTML are left out: %(lost)s.", lost=lost)
                )
        return clean(shown)


def _pairs(text: str) -> bool:
    """Whether answers are pairs: an arrow stands before the feedback of one, and no wrong one."""
    pieces = _PIECE.findall(text)
    return "~" not in text and any("->" in piece.partition("#")[0] for _sign, piece in pieces)


def _interval(text: str) -> tuple[Decimal, Decimal] | None:
    """Value and tolerance of `3`, `3:2` or `1..5`."""
    if ".." in text:
        low, _dots, high = text.partition("..")
        ends = number(low), number(high)
        if ends[0] is None or ends[1] is None or ends[0] > ends[1]:
            return None
        return (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2
    value, colon, spread = text.partition(":")
    told, tolerance = number(value), number(spread) if colon else Decimal(0)
    if told is None or tolerance is None or tolerance < 0:
        return None
    return told, tolerance


def _braces(text: str, begin: int, end: int, first: int) -> tuple[str, Sentence] | None:
    """What is wrong with the braces of a question, and on which line."""

    def line(at: int) -> str:
        return f"line {first + text.count(chr(10), 0, at)}"

    if begin < 0 <= end:
        return line(end), _("a `}` closes answers that no `{` has opened; words need `\\}`.")
    if begin >= 0 and end < begin:
        return line(begin), _("the answers that `{` opens are not closed by `}`.")
    second = text.find("{", begin + 1) if begin >= 0 else -1
    if second >= 0:
        return line(second), _("a second `{` stands in this question; words need `\\{`.")
    early = text.find("}", begin + 1)
    if begin >= 0 and early < end:
        return line(end), _("a second `}` stands in this question; words need `\\}`.")
    return None
