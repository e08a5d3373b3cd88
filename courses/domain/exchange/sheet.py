"""A sheet of items: one row a question, as officials write them in a spreadsheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from courses.domain.exchange.making import Maker
from courses.domain.exchange.told import WHOLE, Answer, Found, Head, Tags, clean, number
from courses.domain.problems import Listed
from courses.domain.problems import Sentence as _

OPTIONS = "abcdefgh"
COLUMNS = (
    *("id", "kind", "question", "right"),
    *(column for letter in OPTIONS for column in (letter, f"{letter}-feedback")),
    *("right-feedback", "wrong-feedback", "tolerance", "hint", "objective", "difficulty", "bank"),
)
KINDS = ("single", "multiple", "true-false", "short", "numeric", "ordering", "matching", "essay")
MOST_ROWS = 5_000
LOOKED_AT = 5
"""The row with the ids of the columns is one of the first."""
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_TRUE_FALSE = {True: "True", False: "False"}
Cell = object
Row = Mapping[str, str]


def read(
    rows: Iterable[Sequence[Cell]],
    tags: Tags,
    taken: Iterable[str] = (),
    truths: Mapping[bool, str] | None = None,
) -> Found:
    """The questions in the rows of a sheet."""
    maker = Maker(tags, taken)
    for at, row in _rows(rows, maker):
        _question(maker, row, f"row {at}", truths or _TRUE_FALSE)
    return maker.found()


def _rows(rows: Iterable[Sequence[Cell]], maker: Maker) -> Iterator[tuple[int, Row]]:
    columns: dict[int, str] = {}
    for at, cells in enumerate(rows, start=1):
        told = [_told(cell) for cell in cells]
        if not columns:
            names = {n: one.lower().replace(" ", "-") for n, one in enumerate(told)}
            if {"question", "kind"} <= set(names.values()):
                columns = {n: name for n, name in names.items() if name in COLUMNS}
                for name in (names[n] for n in names if names[n] and n not in columns):
                    maker.lose(
                        f"row {at}", _("the column `%(name)s` is not known.", name=name[:40])
                    )
            elif at >= LOOKED_AT:
                break
        elif at > MOST_ROWS:
            maker.refuse(f"row {at}", _("a sheet has at most %(most)s rows.", most=MOST_ROWS))
            return
        elif any(told):
            row = {name: told[n] for n, name in columns.items() if n < len(told)}
            if row.get("question") or row.get("kind", "").lower() in KINDS:
                yield at, row
    if not columns:
        maker.refuse(
            WHOLE,
            _("expected a row with the ids of the columns, `kind` and `question` among them."),
        )


def _told(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(str(cell))


def _question(maker: Maker, row: Row, place: str, truths: Mapping[bool, str]) -> None:
    kind = row.get("kind", "").lower() or "single"
    head = Head(place, name=row.get("id", ""), prompt=row.get("question", ""))
    head.hint = row.get("hint", "")
    head.tags = {name: row.get(name, "") for name in ("objective", "difficulty", "bank")}
    objective = head.tags["objective"]
    if objective and objective not in maker.tags.objectives:
        maker.refuse(place, _("no lesson has the outcome `%(objective)s`.", objective=objective))
        return
    right = row.get("right", "")
    if kind in ("single", "multiple"):
        _choice(maker, head, row, several=kind == "multiple")
    elif kind == "true-false":
        _truth(maker, head, row, right.lower(), truths)
    elif kind == "short":
        said = row.get("right-feedback", "")
        answers = [Answer(one, Decimal(100), said) for one in map(clean, right.split("|")) if one]
        wrong = Answer("*", Decimal(0), row.get("wrong-feedback", ""))
        maker.short(head, [*answers, wrong])
    elif kind == "numeric":
        _numeric(maker, head, row, right)
    elif kind == "ordering":
        _ordering(maker, head, row)
    elif kind == "matching":
        _matching(maker, head, row)
    elif kind == "essay":
        maker.essay(head, right)
    else:
        maker.refuse(
            place,
            _(
                "`%(kind)s` is no kind; expected one of %(names)s.",
                kind=kind[:40],
                names=Listed(", ".join(KINDS), KINDS, either=True),
            ),
        )


def _choice(maker: Maker, head: Head, row: Row, *, several: bool) -> None:
    right = {one.lower() for one in row.get("right", "").replace(",", " ").split()}
    given = [letter for letter in OPTIONS if row.get(letter)]
    if unknown := sorted(right - set(given)):
        sentence = _(
            "`right` names %(column)s, but no option stands in that column.",
            column=unknown[0].upper()[:20],
        )
        maker.refuse(head.place, sentence)
        return
    if not several and len(right) > 1:
        maker.refuse(
            head.place, _("a single choice has one right option; write `multiple` as kind.")
        )
        return
    answers = [
        Answer(row[one], Decimal(100 if one in right else 0), row.get(f"{one}-feedback", ""))
        for one in given
    ]
    maker.choice(head, answers, several=several)


def _truth(maker: Maker, head: Head, row: Row, right: str, truths: Mapping[bool, str]) -> None:
    if right not in (*_TRUE, *_FALSE):
        maker.refuse(
            head.place,
            _("expected `true` or `false` as `right`, found “%(right)s”.", right=right[:40]),
        )
        return
    feedback = {True: row.get("a-feedback", ""), False: row.get("b-feedback", "")}
    maker.true_false(head, truth=right in _TRUE, feedback=feedback, said=truths)


def _numeric(maker: Maker, head: Head, row: Row, right: str) -> None:
    value, tolerance = number(right), number(row.get("tolerance") or "0")
    if value is None or tolerance is None or tolerance < 0:
        maker.refuse(head.place, _("“%(text)s” is no number with a tolerance.", text=right[:40]))
        return
    told = Answer(right, Decimal(100), row.get("right-feedback", ""))
    maker.numeric(head, [(value, tolerance, told)], wrong=row.get("wrong-feedback", ""))


def _ordering(maker: Maker, head: Head, row: Row) -> None:
    steps = [row[letter] for letter in OPTIONS if row.get(letter)]
    if len(steps) < 2:
        maker.refuse(head.place, _("an order needs two steps or more, in the columns from `a` on."))
        return
    maker.ordering(head, steps)


def _matching(maker: Maker, head: Head, row: Row) -> None:
    pairs, more = [], []
    for letter in OPTIONS:
        left, arrow, partner = row.get(letter, "").partition("->")
        if arrow and clean(left) and clean(partner):
            pairs.append((clean(left), clean(partner)))
        elif arrow and clean(partner):
            more.append(clean(partner))
        elif row.get(letter):
            sentence = _("expected `one -> its partner` in column `%(letter)s`.", letter=letter)
            maker.refuse(head.place, sentence)
            return
    if len(pairs) < 2:
        maker.refuse(head.place, _("a matching question needs two pairs or more."))
        return
    maker.matching(head, pairs, more)
