"""A text from elsewhere as the blocks of a lesson, with what of it has no place there."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt

from courses.domain import fences, markdown, richtext
from courses.domain.exchange.told import clean, slug
from courses.domain.lesson import Block, Callout, Check, Terms, Text
from courses.domain.problems import Problem, Sentence
from courses.domain.problems import Sentence as _
from courses.domain.richtext import Heading, Part, Tree

MOST_BYTES = 2_000_000
KEPT = (Text, Callout, Terms, Check)
"""Blocks that refer to nothing outside of their lesson."""
_FOREIGN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_WORDS = {
    "table": _("a table; its words stand as paragraphs"),
    "img": _("a picture; put it among the images of the site and add it to the lesson"),
    "pre": _("a block of code; its lines stand as a paragraph"),
    "code": _("the look of code; its words are kept"),
    "blockquote": _("the look of a quotation; its words are kept"),
    "hr": _("a line across the page"),
    "s": _("words that are crossed out; they stand as they are"),
    "u": _("underlining"),
    "sup": _("raised signs; they stand on the line"),
    "sub": _("lowered signs; they stand on the line"),
    "address of a link": _("a link to an address that is none of the web; its words are kept"),
    "footnote": _("a footnote"),
    "comment": _("a comment in the margin"),
    "change": _("a tracked change; it was taken as accepted"),
    "textbox": _("a text box"),
    "formula": _("a formula"),
    "colour": _("colours and fonts"),
    "chart": _("a chart or an embedded object"),
}
_SILENT = {"thead", "tr", "th", "td", "tbody"}


@dataclass(frozen=True)
class Draft:
    """A lesson to be: its title if the text has one, its blocks, and what is lost."""

    title: str
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    losses: tuple[Problem, ...]


def of_markdown(text: str, name: str) -> Draft:
    """The blocks of a Markdown file, or of a lesson's file in the format of bundles."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(text) > MOST_BYTES:
        sentence = _("a text has at most %(most)s MB.", most=MOST_BYTES // 1_000_000)
        return Draft("", (), (Problem(name, sentence),), ())
    if text.startswith(fences.FRONT):
        return _of_lesson(text, name)
    return of_html(_FOREIGN.render(text), name)


def of_html(html: str, name: str) -> Draft:
    """The blocks of an HTML text: a new one begins at each heading of the second level.

    A first heading of the first level is the title of the lesson.
    """
    tree, lost = richtext.read_placed(html)
    title = ""
    if html.lstrip().lower().startswith("<h1") and tree and isinstance(tree[0], Heading):
        title, tree = richtext.words(tree[:1]), tree[1:]
        lost = Counter(lost)
        lost["heading of level 1", ""] -= 1
    blocks = tuple(_blocks(tree))
    if not blocks:
        return Draft(title, (), (Problem(name, _("the file has no text.")),), ())
    return Draft(title, blocks, (), tuple(_told(lost, title)))


def _of_lesson(text: str, name: str) -> Draft:
    lesson, problems = fences.read(text, name)
    if lesson is None:
        return Draft("", (), tuple(problems), ())
    kept = tuple(block for block in lesson.blocks if isinstance(block, KEPT))
    gone = [
        Problem(
            f"{name}, block `{block.id}`",
            _(
                "a block of the kind `%(kind)s` needs the files of its bundle, and is left out.",
                kind=block.kind,
            ),
        )
        for block in lesson.blocks
        if not isinstance(block, KEPT)
    ]
    return Draft(lesson.front.title, kept, (), tuple(gone))


def _blocks(tree: Tree) -> Iterator[Text]:
    taken: set[str] = set()
    for parts in _cut(tree):
        first = parts[0]
        wish = slug(richtext.words([first]))[:40].strip("-") if isinstance(first, Heading) else ""
        wish = wish or f"part-{len(taken) + 1}"
        name, number = wish, 1
        while name in taken:
            number += 1
            name = f"{wish}-{number}"
        taken.add(name)
        yield Text(id=name, body=markdown.write(tuple(parts)))


def _cut(tree: Tree) -> Iterator[Sequence[Part]]:
    held: list[Part] = []
    for part in tree:
        if isinstance(part, Heading) and part.level == 2 and held:
            yield held
            held = []
        held.append(part)
    if held:
        yield held


def _told(lost: "Counter[tuple[str, str]]", title: str) -> Iterator[Problem]:
    """A sentence for each kind of thing and each heading below which it stood."""
    for (what, near), times in sorted(lost.items()):
        if times < 1 or what in _SILENT:
            continue
        place = _("at the beginning")
        if near and near != title:
            place = _("below “%(heading)s”", heading=near[:80])
        yield Problem(place, _often(_lost(what), times))


def _lost(what: str) -> Sentence:
    if what.startswith("heading of level"):
        level, now = what.rpartition(" ")[2], "2" if what.endswith("1") else "3"
        return _(
            "a heading of level %(level)s; it is one of level %(now)s now", level=level, now=now
        )
    return _WORDS.get(what, _("`%(name)s`", name=clean(what)))


def _often(told: Sentence, times: int) -> Sentence:
    if times > 1:
        return _("%(told)s (%(times)s times).", told=told, times=times)
    return _("%(told)s.", told=told)
