"""What a translator has written is kept as drafts, woven into the page, and published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused
from courses.domain.drift import Drift, Kind
from courses.domain.segments import digest
from courses.models import Segment, SegmentDraft, TextState
from courses.models.segments import Translated
from courses.translation import bench, following, making, rights, wording
from courses.translation.bench import Bench
from courses.translation.text import Text


@dataclass(frozen=True)
class Wrote:
    """A text that somebody has sent: its place in the source of now, the hash of the source that
    her page showed, and whether she says that it is right for it.

    `had` is the hash of the translation that her page showed: what somebody else wrote meanwhile
    is not written over. Without a `state` the one that it has stays, and what is written anew is
    a draft.
    """

    path: str
    seen: str
    text: str
    done: bool = False
    had: str | None = None
    state: str | None = None
    by: str = ""
    on: date | None = None


@dataclass
class Saved:
    """What became of it: how many texts are kept, and the places whose source has changed since
    the page was shown, or that need another reader."""

    kept: int = 0
    outdated: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    published: bool = False


@transaction.atomic
def save(
    *,
    actor: User,
    text: Text,
    language: str,
    wrote: Iterable[Wrote],
    taken: Iterable[str] = (),
    publish: bool = False,
) -> Saved:
    """Keep what a translator has written, as drafts and as a revision of the page.

    A text that stays as it is and is right for the source of now is noted at once. With `publish`
    all of it is published. Raises PermissionDenied, or Refused with a sentence.
    """
    rights.require(actor, language, "publish" if publish else "edit")
    if text.source not in text.raws or language == text.source:
        raise Refused(_("There is no published text to translate from."))
    work, saved = bench.of(text, language), Saved(published=publish)
    sent = list(wrote)
    _refuse_over_others(work, actor)
    _refuse_over_drafts(work, sent)
    looked = [_keep(work, one, actor, saved) for one in sent]
    _take_out(work, taken, actor)
    work = bench.of(text, language)
    if publish:
        _refuse_without_a_title(work)
    if work.drafts or work.taken or publish:
        _write(work, actor, publish)
    if any(looked) or (publish and text.kind not in making.MODELS):
        following.follow_text(text)
    audit.record(
        actor=actor,
        verb="translation.published" if publish else "translation.saved",
        detail={"text": text.content_id, "language": language, "texts": saved.kept},
    )
    return saved


def _refuse_over_others(work: Bench, actor: User) -> None:
    """Nobody's edit of the page in the admin is written over unseen, and no locked page at all."""
    if work.text.kind not in making.MODELS:
        return
    page = making.page_of(work.text, work.language)
    lock = page.get_lock() if page else None
    if lock is not None and lock.for_user(actor):
        raise Refused(_("This page is locked in the editor. Have it unlocked there first."))
    if page is None or not page.has_unpublished_changes or work.drafts or work.taken:
        return
    if page.live or page.revisions.count() > 1:
        raise Refused(
            _(
                "Somebody has edited this page in the editor and not published it yet. Publish "
                "or discard that first, so that nothing is lost."
            )
        )


def _refuse_without_a_title(work: Bench) -> None:
    """A page is not published for the first time under the title of its source."""
    if work.text.kind in making.MODELS and "title" not in work.words:
        page = making.page_of(work.text, work.language)
        if page is None or not page.live:
            raise Refused(_("Translate the title first: readers find the page by it."))


def _refuse_over_drafts(work: Bench, sent: Iterable[Wrote]) -> None:
    """What another translator wrote since the page was shown is not written over unseen."""
    for one in sent:
        draft = work.drafts.get(one.path)
        now = draft.text if draft else work.standing.words.get(one.path, "")
        if one.had is not None and one.had != digest(now) and one.text.strip() != now:
            raise Refused(
                _(
                    "Somebody else has changed a text since your page was made. What you wrote "
                    "is still in the fields, and theirs below it: save again to replace it."
                )
            )


def _keep(work: Bench, one: Wrote, actor: User, saved: Saved) -> bool:
    """Keep one text as a draft, or note that what is published is right; tell of the latter."""
    found = next((drift for drift in work.drifts if drift.path == one.path), None)
    if found is None or digest(found.text) != one.seen:
        saved.outdated.append(one.path)
        return False
    words = " ".join(one.text.split(" ")).replace("\r\n", "\n").strip()
    former, draft = work.standing.words.get(one.path, ""), work.drafts.get(one.path)
    if words != former:
        if words:
            _draft(work, one, found, words, actor, saved)
        elif draft is not None:
            draft.delete()
        return False
    if draft is not None:
        draft.delete()
    row = next((row for row in work.rows if row.path in found.made), None)
    trusted = one.state is not None and one.state != row.state if row else False
    if row is None or not (trusted or (one.done and found.kind is not Kind.SAME)):
        return False
    return _note(work, one, found, row, actor, saved)


def _draft(work: Bench, one: Wrote, found: Drift, words: str, actor: User, saved: Saved) -> None:
    draft = work.drafts.get(one.path) or SegmentDraft(
        key=work.text.key, language=work.language, path=one.path
    )
    same = draft.pk is not None and draft.text == words and draft.source == found.text
    if not same:
        draft.source, draft.text, draft.written_by = found.text, words, actor
        draft.state = TextState.DRAFT
        draft.rehash()
    _trust(draft, one, actor, saved)
    draft.save()
    saved.kept += 1


def _note(work: Bench, one: Wrote, found: Drift, row: Segment, actor: User, saved: Saved) -> bool:
    """The published text stays, and is right for the source of now."""
    if one.done and found.kind in (Kind.CHANGED, Kind.SPLIT):
        row.source = row.source.replace(found.before, found.after)
    elif one.done and found.kind is Kind.MERGED:
        row.source = found.after
        others = [other.pk for other in work.rows if other.path in found.made[1:]]
        Segment.objects.filter(pk__in=others).update(source="", source_hash="")
    row.rehash()
    _trust(row, one, actor, saved)
    row.save()
    saved.kept += 1
    return True


def _trust(row: Translated, one: Wrote, actor: User, saved: Saved) -> None:
    """Set how far a text can be trusted. A second reader is somebody else than the writer, and
    who confirms is named with the day."""
    if one.state is None:
        return
    own = one.state == TextState.SECOND_READ and row.written_by_id == actor.pk
    unnamed = one.state == TextState.CONFIRMED and not (one.by and one.on)
    if own or unnamed:
        saved.unread.append(one.path)
    else:
        row.state = one.state
    confirmed = row.state == TextState.CONFIRMED
    row.confirmed_by, row.confirmed_on = (one.by, one.on) if confirmed else ("", None)


def _take_out(work: Bench, taken: Iterable[str], actor: User) -> None:
    """Note which texts without a source are to go; what is asked for no more stays."""
    wanted = set(taken)
    gone = {path for one in work.drifts if one.kind is Kind.REMOVED for path in one.made}
    for row in work.rows:
        if row.path in wanted & gone and row.path not in work.taken:
            draft = SegmentDraft(
                key=work.text.key,
                language=work.language,
                path=row.path,
                source=row.source,
                text=row.text,
                removed=True,
                written_by=actor,
            )
            draft.rehash()
            draft.save()
    for path, draft in work.taken.items():
        if path not in wanted:
            draft.delete()


def _write(work: Bench, actor: User, publish: bool) -> None:
    text, raw = work.text, work.raw
    if text.kind in making.MODELS:
        page = making.page_of(text, work.language)
        if page is None or not publish or _is_new(page, text.raws.get(work.language), raw):
            making.write(text=text, language=work.language, raw=raw, actor=actor, publish=publish)
    elif publish:
        wording.publish(text=text, language=work.language, raw=raw, words=work.words)


def _is_new(page: Page, live: Any, raw: Mapping[str, Any]) -> bool:
    """Whether publishing changes anything: opened and published as it was, a page stays."""
    return not page.live or page.has_unpublished_changes or live != raw
