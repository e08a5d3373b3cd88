"""Courses of sound form, made at random: they need not make sense."""

from types import MappingProxyType

from hypothesis import strategies as st

from courses.domain import course as shapes
from courses.domain import drawing
from courses.domain import lesson as parts
from tests.courses.domain import random_items

ids = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3}){0,2}", fullmatch=True)
# Every sign that a file format could stumble over, and a few that people write.
SIGNS = "ab é\"'\\#=[]{}:+-,.*\t\x00\x1f\x7f\x85\u2028\u200fبة、😀"
lines = st.text(SIGNS, min_size=1, max_size=12).map(str.strip).filter(bool)
blockless = lines.filter(lambda text: not text.startswith(":::"))
proses = (
    st.text(SIGNS + "\n\n:-", min_size=1, max_size=40)
    .map(str.strip)
    .filter(lambda text: text and not any(part.startswith(":::") for part in text.split("\n")))
)
urls = st.just("https://example.org/x?y=1#z")
slugs = st.none() | st.sampled_from(["a-page", "صفحة", "un_titre"])


def tables(values: st.SearchStrategy, least: int = 0) -> st.SearchStrategy:
    """Frozen tables by id."""
    return st.dictionaries(ids, values, min_size=least, max_size=3).map(MappingProxyType)


def some(values: st.SearchStrategy, least: int = 1) -> st.SearchStrategy:
    """Tuples without repeats."""
    return st.lists(values, min_size=least, max_size=3, unique=True).map(tuple)


choices = st.builds(parts.Choice, text=lines, feedback=lines)
blocks = st.one_of(
    st.builds(parts.Text, id=ids, body=proses),
    st.builds(parts.Callout, id=ids, title=lines, body=proses),
    st.builds(parts.Figure, id=ids, file=lines, alt=lines, caption=lines),
    st.builds(
        parts.Video,
        id=ids,
        title=lines,
        file=st.sampled_from(["film.mp4", "2-films.webm"]),
        poster=st.none() | lines,
        alt=st.none() | lines,
        captions=st.just(MappingProxyType({"en": "film.en.vtt", "zh-hans": "film.zh.vtt"})),
        body=proses,
    ),
    st.builds(
        parts.Terms, id=ids, terms=tables(st.builds(parts.Term, term=lines, meaning=lines), 1)
    ),
    st.builds(parts.Check, id=ids, prompt=lines, correct=some(ids), options=tables(choices, 2)),
    st.builds(parts.Facts, id=ids, statements=tables(lines, 1), facts=tables(ids)),
    st.builds(parts.Sources, id=ids, sources=some(ids), names=tables(ids)),
)
lessons = st.builds(
    parts.LessonText,
    front=st.builds(
        parts.Front, title=lines, summary=st.none() | lines, slug=slugs, outcomes=tables(lines)
    ),
    blocks=st.lists(blocks, max_size=4).map(tuple),
)
structures = random_items.structures()
headings = st.builds(shapes.Heading, title=lines, summary=st.none() | lines, slug=slugs)
bands = st.dictionaries(st.integers(0, 100).map(str), lines, max_size=2)
quiz_headings = st.builds(
    shapes.QuizHeading, title=lines, summary=lines, bands=bands, content_note=st.none() | lines
)
rules = st.builds(
    drawing.Rule,
    count=st.integers(1, 5),
    objective=st.none() | ids,
    difficulty=st.sampled_from((None, "hard")),
    bank=st.none() | ids,
)
quizzes = st.builds(
    shapes.Quiz,
    id=ids,
    minutes=st.integers(1, 99),
    purpose=st.sampled_from(("test", "practice", "pre", "post")),
    behaviour=st.sampled_from(("deferred", "immediate", "retry")),
    tries=st.integers(1, 10),
    penalty=st.integers(0, 100),
    limit=st.none() | st.integers(1, 600),
    attempts=st.none() | st.integers(1, 9),
    wait=st.none() | st.integers(1, 48),
    like=st.none() | ids,
    items=st.lists(ids, max_size=3).map(tuple),
    draw=st.lists(rules, max_size=2).map(tuple),
)
verdicts = st.none() | st.builds(shapes.Verdicts, right=lines, wrong=lines)
modules = st.builds(
    shapes.Module,
    id=ids,
    lessons=some(st.builds(shapes.Lesson, id=ids, minutes=st.integers(1, 99))),
    quiz=st.none() | quizzes,
    quizzes=st.lists(quizzes, max_size=2).map(tuple),
    order=st.lists(ids, max_size=2).map(tuple),
)
states = st.builds(
    shapes.Translation,
    partial=st.booleans(),
    confirmed_by=st.none() | lines,
    confirmed_on=st.none() | st.dates(),
)


@st.composite
def courses(draw: st.DrawFn) -> shapes.Course:
    """A whole course in one or two languages."""
    languages = draw(some(st.sampled_from(["en", "ar", "fr", "zh-hans"])))
    outline = shapes.Outline(
        id=draw(ids),
        version=draw(st.integers(1, 9)),
        licence=draw(lines),
        source=draw(st.sampled_from(languages)),
        hours=draw(st.integers(1, 400)) / 4,
        pass_mark=draw(st.integers(1, 100)),
        languages={language: draw(states) for language in languages},
        modules=draw(some(modules)),
    )
    words = {language: draw(_words(outline)) for language in languages}
    return shapes.Course(
        outline=outline,
        sources=draw(tables(_sources)),
        facts=draw(tables(_facts)),
        items=draw(tables(structures)),
        images={
            f"{name}.svg": text
            for name, text in draw(tables(st.text(SIGNS + "\n", max_size=9))).items()
        },
        captions={"film.en.vtt": draw(st.text(SIGNS + "\n", max_size=9))},
        pictures={
            f"{name}.png": content for name, content in draw(tables(st.binary(max_size=5))).items()
        },
        words=words,
    )


def _words(outline: shapes.Outline) -> st.SearchStrategy[shapes.Words]:
    titles = st.builds(
        shapes.Titles,
        title=lines,
        summary=lines,
        modules=tables(headings),
        quizzes=tables(quiz_headings),
    )
    slots = st.builds(shapes.Slot, text=st.none() | lines, feedback=lines)
    items = tables(
        st.builds(
            shapes.ItemText,
            prompt=lines,
            text=st.none() | blockless,
            hint=st.none() | lines,
            options=tables(choices),
            slots=tables(slots),
            units=tables(lines),
            feedback=verdicts,
        )
    )
    texts = st.fixed_dictionaries({lesson.id: lessons for lesson in outline.lessons})
    return st.builds(shapes.Words, titles=titles, lessons=texts, items=items)


_sources = st.builds(
    shapes.Source,
    title=lines,
    publisher=lines,
    year=st.integers(1900, 2100),
    language=st.just("en"),
    url=urls,
)
_facts = st.builds(
    shapes.Fact,
    source=st.none() | ids,
    cited=st.none() | lines,
    as_of=st.dates(),
    valid_until=st.dates(),
)
