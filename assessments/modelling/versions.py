"""Versions of models as the workshop shows them: drafts, published here, shipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.http import Http404

from assessments import frameworks, library, wording
from assessments.domain import draft_texts, drafting, maturity
from assessments.domain.maturity import MaturityModel
from assessments.frameworks import Translation
from assessments.models import ModelDraft, ModelTexts, PublishedModel
from assessments.services.drafts import least, mapping_of

State = Literal["draft", "published", "shipped"]


@dataclass(frozen=True)
class Version:
    """One version of a model, with the mapping that describes it."""

    slug: str
    number: int
    state: State
    content: Mapping[str, Any]
    draft: ModelDraft | None = None

    @cached_property
    def problems(self) -> list[str]:
        """Every sentence on what keeps it from making sense; none where it is published."""
        return drafting.problems(self.content) if self.draft else []

    @cached_property
    def model(self) -> MaturityModel | None:
        """The model, or nothing while the draft has not the right shape."""
        try:
            return maturity.parse(self.content)
        except maturity.ShapeError:
            return None

    @cached_property
    def translations(self) -> Mapping[str, Translation]:
        """The translations by language, those of the catalogues where the model is shipped."""
        if self.state != "shipped":
            return frameworks.translations(self.slug, self.number)
        told = wording.translations(f"{self.slug}/{self.number}")
        return {language: Translation("", texts) for language, (texts, _) in told.items()}

    @property
    def title(self) -> str:
        """What the model is called in its own language."""
        return str(self.content.get("title") or self.slug)


def find(slug: str, number: int) -> Version:
    """Give a version by its id and number, the draft if it is one; Http404 if there is none."""
    draft = ModelDraft.objects.filter(slug=slug, number=number).first()
    if draft is not None:
        return of_draft(draft)
    try:
        model = frameworks.model(slug, number)
    except (KeyError, frameworks.Tampered):
        raise Http404 from None
    state: State = "shipped" if frameworks.is_shipped(slug) else "published"
    return Version(slug, number, state, mapping_of(model))


def of_draft(draft: ModelDraft) -> Version:
    """Give a draft as a version."""
    return Version(draft.slug, draft.number, "draft", draft.content, draft)


@dataclass(frozen=True, slots=True)
class Language:
    """How far a language of a version is."""

    code: str
    state: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A version in the list: `damaged` where it is no longer what was published."""

    slug: str
    number: int
    state: State
    title: str
    source: str
    languages: tuple[Language, ...] = ()
    draft: ModelDraft | None = None
    newest: bool = True
    damaged: bool = False


def drafts() -> list[Entry]:
    """List the drafts; two queries."""
    rows = _rows()
    return [
        _entry("draft", draft.slug, draft.number, draft.content, rows, draft=draft)
        for draft in ModelDraft.objects.all()
    ]


def published() -> list[Entry]:
    """List what was published here, the newest version of each model first."""
    rows, seen, found = _rows(), set(), []
    for slug, number in PublishedModel.objects.values_list("slug", "number"):
        newest = slug not in seen
        seen.add(slug)
        try:
            content = mapping_of(frameworks.model(slug, number))
        except frameworks.Tampered:
            found.append(Entry(slug, number, "published", slug, "", newest=newest, damaged=True))
            continue
        found.append(_entry("published", slug, number, content, rows, newest=newest))
    return found


def shipped() -> list[Entry]:
    """List what comes with the software, the newest version of each model."""
    return [
        Entry(one.id, one.version, "shipped", one.title, one.source_language, _catalogues(one))
        for one in library.models()
    ]


def _catalogues(model: MaturityModel) -> tuple[Language, ...]:
    owner = wording.owner(model)
    total = len(wording.sources(owner).texts)
    return tuple(
        Language(code, str(ModelTexts.State(least(states)).label), len(texts), total)
        for code, (texts, states) in wording.translations(owner).items()
    )


def _rows() -> Mapping[tuple[str, int], list[ModelTexts]]:
    rows: dict[tuple[str, int], list[ModelTexts]] = {}
    for row in ModelTexts.objects.all():
        rows.setdefault((row.slug, row.number), []).append(row)
    return rows


def _entry(
    state: State,
    slug: str,
    number: int,
    content: Mapping[str, Any],
    rows: Mapping[tuple[str, int], list[ModelTexts]],
    **more: Any,
) -> Entry:
    known = draft_texts.texts_of(content)
    languages = tuple(
        Language(
            row.language,
            str(row.get_state_display()),
            sum(path in known for path in row.texts),
            len(known),
        )
        for row in rows.get((slug, number), ())
    )
    title, source = str(content.get("title") or slug), str(content.get("source_language", ""))
    return Entry(slug, number, state, title, source, languages, **more)
