"""Translations that leave and come back: as PO for tools, as Word in two columns for officials."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import polib
from django.utils.translation import gettext as _

from cms.people.models import User
from cms.people.refusals import Refused
from cms.press import contents
from cms.press.writers import docx_pairs
from cms.press.writers.docx_pairs import Pair
from courses.domain.drift import Kind
from courses.domain.segments import digest
from courses.translation import bench, rights, saving, texts
from courses.translation.bench import Bench
from courses.translation.saving import Wrote
from courses.translation.text import Text

LARGEST = 5_000_000  # bytes
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass
class Arrived:
    """What came back: how many texts are kept as drafts, and what found no place: their names.

    `outdated` are texts whose source has changed since the file was made.
    """

    kept: int = 0
    outdated: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def as_po(found: Sequence[Text], language: str, *, everything: bool) -> str:
    """Return the texts of a course as a PO file: what is behind is fuzzy, with its old source."""
    po = polib.POFile(wrapwidth=0)
    po.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "X-Source-Language": found[0].source,
    }
    for work in _works(found, language):
        for one in _shown(work, everything):
            entry = polib.POEntry(
                msgctxt=_name(work.text, one.path),
                msgid=one.text,
                msgstr=work.words.get(one.path, ""),
            )
            if one.kind is not Kind.SAME and entry.msgstr and one.path not in work.drafts:
                entry.flags.append("fuzzy")
                entry.previous_msgid = one.before
            po.append(entry)
    return str(po)


def as_word(
    found: Sequence[Text], language: str, *, everything: bool, heads: tuple[str, str]
) -> bytes:
    """Return the texts of a course as a Word document of two columns, a table for each text."""
    sections = [
        (
            work.text.title,
            [
                Pair(_name(work.text, one.path), one.text, work.words.get(one.path, ""))
                for one in shown
            ],
        )
        for work in _works(found, language)
        if (shown := list(_shown(work, everything)))
    ]
    title, source = found[0].title, found[0].source
    return docx_pairs.write(sections, title=title, heads=heads, languages=(source, language))


def arrive(*, actor: User, course_id: str, language: str, content: bytes) -> Arrived:
    """Keep what a file says as drafts; nothing is published.

    A text without words, or that a PO file calls fuzzy, says nothing. Refused with a sentence
    where the file is none of the two kinds, or too large.
    """
    rights.require(actor, language)
    if len(content) > LARGEST:
        raise Refused(_("The file is too large."))
    known = {(one.kind, one.content_id): one for one in texts.of_course(course_id)}
    arrived, sent = Arrived(), defaultdict(list)
    for pair in read(content):
        kind, _sign, rest = pair.key.partition(":")
        content_id, _sign, path = rest.partition(">")
        if (kind, content_id) not in known:
            arrived.unknown.append(pair.key or pair.source[:60])
        elif pair.text:
            wrote = Wrote(path, digest(pair.source), pair.text, done=True)
            sent[kind, content_id].append(wrote)
    for place, wrote in sent.items():
        saved = saving.save(actor=actor, text=known[place], language=language, wrote=wrote)
        arrived.kept += saved.kept
        arrived.outdated += saved.outdated
    return arrived


def read(content: bytes) -> Iterator[Pair]:
    """Yield what a file says, by the names of its texts; Refused where it is of no kind we know."""
    try:
        office = contents.office(content)
    except contents.Unfit as no:
        raise Refused(no.sentence) from no
    if office is not None:
        if office.content_type != WORD:
            raise Refused(_("Choose a PO file, or a Word document that was made here."))
        yield from docx_pairs.read(content)
        return
    yield from _po(content)


def _po(content: bytes) -> Iterator[Pair]:
    refusal = Refused(_("Choose a PO file, or a Word document that was made here."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal from None
    if "msgid" not in text or "\n" not in text:  # polib would take one line for the name of a file
        raise refusal
    try:
        entries = polib.pofile(text)
    except (OSError, ValueError):
        raise Refused(_("The PO file cannot be read. Check it with your tool.")) from None
    for one in entries:
        if not one.obsolete:
            yield Pair(one.msgctxt or "", one.msgid, "" if one.fuzzy else one.msgstr)


def _works(found: Iterable[Text], language: str) -> Iterator[Bench]:
    yield from bench.of_all([one for one in found if one.now], language)


def _shown(work: Bench, everything: bool) -> Iterator[bench.Drift]:
    for one in work.drifts:
        if one.path and (everything or one.kind is not Kind.SAME or one.path in work.drafts):
            yield one


def _name(text: Text, path: str) -> str:
    return f"{text.kind}:{text.content_id}>{path}"
