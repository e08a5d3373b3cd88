"""What the tests of translation stand on: pages that say something else, and what is behind."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from cms.people.models import User
from courses.domain.drift import Kind
from courses.domain.segments import digest
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.translation import bench, following, reckoning, rights, saving, texts
from tests.courses import made

__all__ = ["rights", "texts"]

LIST = "<p>Write ten names.</p><p>Ask who may act.</p><p>Check the list.</p>"
LESSON = "small/second"
LISTE = "<p>اكتب عشرة أسماء.</p><p>اسأل من يحق له.</p><p>راجع القائمة.</p>"


def say(content_id: str, language: str = "en", html: str = "", **fields: str) -> Page:
    """Publish a page that says this; `html` is the body of its first block."""
    page = made.page(content_id, language)
    if html:
        raw = page.body.get_prep_value()
        raw[0]["value"]["body"] = html
        page.body = type(page)._meta.get_field("body").stream_block.to_python(raw)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def copy_course(language: str) -> None:
    """Publish the small course in one more language, in the words of the English one."""
    index = made.another_language(language)
    parents = {"": index}
    for content_id in ("small", "small/start", "small/first", LESSON):
        source = made.page(content_id)
        above = {"small": "", "small/start": "small"}.get(content_id, "small/start")
        page = source.copy(
            to=type(parents[above]).objects.get(pk=parents[above].pk),
            update_attrs={"locale": index.locale, "slug": source.slug},
            copy_revisions=False,
            reset_translation_key=False,
        )
        page.get_latest_revision().publish()
        parents[content_id] = page


def translator(language: str, *rights_of: str) -> User:
    """Somebody whose group may change and publish below the course index of one language."""
    person = made.person()
    group, _new = Group.objects.get_or_create(name=f"Translators {language}")
    index = CourseIndexPage.objects.get(locale__language_code=language)
    for right in rights_of or ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.get_or_create(
            group=group, page=index, permission=Permission.objects.get(codename=right)
        )
    person.groups.add(group)
    return User.objects.get(pk=person.pk)


def course_in(language: str, course_id: str, actor: User) -> None:
    """A course that an author has written in the site, in one language only."""
    index = made.another_language(language)
    course = CoursePage(title="Cours", slug=course_id, content_id=course_id, locale=index.locale)
    course.source_language = language
    module = ModulePage(title="Module", slug="module", content_id=f"{course_id}/module")
    lesson = LessonPage(title="Leçon", slug="lecon", content_id=f"{course_id}/lecon")
    lesson.body = [("text", {"anchor": "t", "body": "<p>Une <b>liste</b>.</p><p>Fin.</p>"})]
    above = index
    for page in (course, module, lesson):
        page.locale = index.locale
        type(above).objects.get(pk=above.pk).add_child(instance=page)
        page.save_revision(user=actor).publish()
        above = page


def text(content_id: str, language: str = "en") -> texts.Text:
    """A page as a text in all its languages."""
    page = made.page(content_id, language)
    return next(one for one in texts.of_page(page) if one.content_id == content_id)


def drifts(content_id: str, language: str = "ar") -> list[tuple[str, str]]:
    """What became of the source since the translation: kinds with the place, the same left out."""
    one = text(content_id)
    rows = following.rows_of([one])[one.key, language]
    return [
        (each.kind.value, (each.path or each.made[0]).rpartition("/")[2])
        for each in reckoning.compare(one, rows)
        if each.kind is not Kind.SAME
    ]


def work(content_id: str, language: str = "ar") -> bench.Bench:
    """A text as a translator finds it."""
    return bench.of(text(content_id), language)


def wrote(content_id: str, *said: tuple[str, str], language: str = "ar", **more: object):
    """Texts as a translator sends them: by the source that they translate."""
    known = {one.text: one.path for one in work(content_id, language).drifts if one.path}
    return [
        saving.Wrote(path=known[source], seen=digest(source), text=words, **more)
        for source, words in said
    ]


def machine(text: str, source: str, target: str) -> str:
    """A function that an operator could name in MACHINE_DRAFTS."""
    if "fail" in text:
        raise ConnectionError
    return f"[{source} {target}] {text}"
