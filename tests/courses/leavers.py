"""What a course says on the site, so that two sites can be compared; and courses made by hand."""

import datetime as dt
import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from courses.domain.releases import digest
from courses.models import (
    CourseIndexPage,
    CoursePage,
    Item,
    ItemText,
    ItemVersion,
    LessonPage,
    ModulePage,
    QuizBand,
    QuizItem,
    QuizPage,
)
from courses.transfer import saying

FIELDS = (
    *("title", "summary", "slug", "version", "hours", "pass_mark", "level", "topics"),
    *("prerequisites", "licence", "source_language", "state", "confirmed_by", "confirmed_on"),
    *("minutes", "purpose", "behaviour", "tries", "penalty", "limit", "most_attempts"),
    *("wait_hours", "like"),
)


def told(course: str, *, named: bool = True) -> dict[str, Any]:
    """Everything that learners and trainers find of a course, by language and id, in order;
    names of blocks only where they are all `named`."""
    pages = {}
    for model in (CoursePage, ModulePage, LessonPage, QuizPage):
        found = model.objects.live().filter(content_id__startswith=course).order_by("path")
        for page in found.select_related("locale"):
            pages[f"{page.locale.language_code} {page.content_id}"] = _page(page, named=named)
    items = {}
    for item in Item.objects.filter(content_id__startswith=f"{course}/", retired=False):
        version = item.versions.order_by("-number")[0]
        texts = {row.language: row.texts for row in version.texts.all()}
        items[item.name] = [version.structure, texts]
    return {"pages": pages, "items": items}


def _page(page: Page, *, named: bool) -> dict[str, Any]:
    found = {name: getattr(page, name) for name in FIELDS if hasattr(page, name)}
    found["below"] = [one.slug for one in page.get_children().live()]
    if isinstance(page, LessonPage):
        found["outcomes"] = saying.said(page.outcomes.get_prep_value())
        body = _files(saying.said(page.body.get_prep_value()))
        found["body"] = body if named else _nameless(body)
    if isinstance(page, QuizPage):
        found["items"] = [entry.item.name for entry in page.quiz_items.all()]
        found["rules"] = [row.rule for row in page.quiz_rules.all()]
        found["bands"] = [(row.least, row.text) for row in page.quiz_bands.all()]
    return found


def _nameless(value: Any) -> Any:
    if isinstance(value, list):
        return [_nameless(one) for one in value]
    if isinstance(value, dict):
        return {key: _nameless(one) for key, one in value.items() if key != "anchor"}
    return value


def _files(value: Any, name: str = "") -> Any:
    """Files by what is in them: a key of a row says nothing to a reader."""
    if isinstance(value, list):
        return [_files(one) for one in value]
    if isinstance(value, dict):
        return {key: _files(one, key) for key, one in value.items()}
    models = {"image": get_image_model(), "poster": get_image_model()}
    if name in models and isinstance(value, int):
        with models[name].objects.get(pk=value).file.open() as opened:
            return opened.read()
    if name == "file" and isinstance(value, int):
        with get_document_model().objects.get(pk=value).file.open() as opened:
            return opened.read()
    return value


def remove(course: str) -> None:
    """Delete a course from the site, as a trainer does: its pages in every language."""
    for page in CoursePage.objects.filter(content_id=course):
        page.delete()


def photograph(title: str, colour: str = "red") -> Any:
    """A photograph among the images of the site."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(kept, "PNG")
    made = get_image_model()(title=title)
    made.file = ContentFile(kept.getvalue(), name=f"{title.lower().replace(' ', '-')}.png")
    made.file_size = len(kept.getvalue())
    made._set_file_hash()
    made.save()
    return made


def index(language: str) -> CourseIndexPage:
    """The course index of a language."""
    locale = Locale.objects.get(language_code=language)
    return CourseIndexPage.objects.get(locale=locale)


def french_course() -> None:
    """A course that a trainer has made in the editor, in French, with no other language."""
    course = _below(
        index("fr"),
        CoursePage,
        title="Répondre aux incidents",
        slug="repondre-aux-incidents",
        content_id="incidents",
        summary="Du premier appel au compte rendu.",
        source_language="fr",
        hours=1,
    )
    module = _below(
        course, ModulePage, title="Commencer", slug="commencer", content_id="incidents/start"
    )
    _lesson(module, "first", "Le premier appel")
    quiz = _below(
        module, QuizPage, title="Quiz", slug="quiz", content_id="incidents/quiz", summary="Court."
    )
    quiz.quiz_items = [QuizItem(item=item(course, "appel"), sort_order=0)]
    quiz.quiz_bands = [QuizBand(least=0, text="Relisez.", sort_order=0)]
    quiz.save_revision().publish()
    _lesson(module, "second", "Le compte rendu")
    last = _below(
        module, QuizPage, title="Fin", slug="fin", content_id="incidents/end", purpose="practice"
    )
    last.quiz_items = [QuizItem(item=item(course, "rendu"), sort_order=0)]
    last.save_revision().publish()


def _lesson(module: Page, name: str, title: str) -> None:
    page = _below(
        module,
        LessonPage,
        title=title,
        slug=f"{name}-en-francais",
        content_id=f"incidents/{name}",
        minutes=7,
    )
    page.outcomes = [("outcome", {"anchor": f"see-{name}", "text": "Voir clair."})]
    page.body = [
        ("text", {"anchor": "", "body": EDITED}),
        ("image", {"anchor": "", "image": photograph(f"Photo {name}", "blue"), "alt": "Bleu."}),
        ("text", {"anchor": "", "body": '<p data-block-key="x">Fin&nbsp;: merci.</p>'}),
        ("facts", {"facts": [FACT, {**FACT, "source": "Sans virgule", "text": "Deux."}]}),
        ("sources", {"sources": [SOURCE]}),
        ("check", {"prompt": "Qui\nappelle ?", "options": OPTIONS}),
    ]
    page.save_revision().publish()


def _below(parent: Page, model: Any, **fields: Any) -> Any:
    page = model(locale=parent.locale, **fields)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def item(course: CoursePage, name: str, language: str = "fr") -> Item:
    """An item as the editor makes it: no import has brought it."""
    made = Item.objects.create(
        content_id=f"{course.content_id}/{name}", course_key=course.translation_key
    )
    structure = {
        "kind": "single",
        "objective": "see-first",
        "difficulty": "easy",
        "see": "",
        "options": ["b", "a"],
        "correct": ["a"],
    }
    texts = {
        "prompt": "Qui appelle-t-on ?",
        "options": {
            "a": {"text": "L’équipe", "feedback": "Oui."},
            "b": {"text": "Personne", "feedback": "Non."},
        },
    }
    version = ItemVersion.objects.create(
        item=made, number=1, structure=structure, sha256=digest(structure)
    )
    ItemText.objects.create(version=version, language=language, texts=texts, sha256=digest(texts))
    return made


EDITED = (
    '<h2 data-block-key="a1">« Titre » (un)</h2><p data-block-key="a2">Mot<b>(fort)</b>suite, '
    '<i>penché</i><br/>ligne, <a href="http://example.org/a_(b)">lien</a>.</p>'
    '<ul><li data-block-key="a3">un<ul><li data-block-key="a4">deux</li></ul></li></ul>'
)
FACT = {
    "text": "Il y en a cinq.",
    "source": "FIRST, Une carte",
    "url": "http://example.org/carte",
    "as_of": dt.date(2026, 11, 1),
    "valid_until": dt.date(2027, 11, 1),
    "certainty": "seen",
}
SOURCE = {
    "title": "Une carte",
    "publisher": "FIRST",
    "year": 2026,
    "language": "fr",
    "url": "http://example.org/carte",
}
OPTIONS = [
    {"text": "Nous", "feedback": "Oui.", "correct": True},
    {"text": "Eux", "feedback": "Non.", "correct": False},
]


def language(code: str) -> None:
    """One more language, with its tree of pages."""
    locale, _new = Locale.objects.get_or_create(language_code=code)
    home = Page(title=f"Home {code}", slug=f"home-{code}", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    home.add_child(instance=CourseIndexPage(title=f"Courses {code}", slug="courses", locale=locale))
