"""What a translation owes leaves with its course, and stands on the next site as on this one."""

import tomllib

import pytest
from django.db.models import QuerySet

from courses import transfer
from courses.domain import bundle
from courses.domain.gravity import Gravity
from courses.domain.problems import BundleError
from courses.domain.segments import digest
from courses.models import (
    ChangeClass,
    ImportedBundle,
    Item,
    ItemText,
    ItemVersion,
    Scenario,
    ScenarioText,
    ScenarioVersion,
    Segment,
    SegmentDraft,
)
from courses.transfer import leaving
from courses.translation import classing, saving, texts
from tests.cms import crawler
from tests.courses import example, leavers, made, translated
from tests.courses.translated import LESSON, LIST, LISTE, say, text

pytestmark = pytest.mark.django_db
ADDRESS = "/ar/courses/small/start/second/"
CHANGED = LIST.replace("who may act", "who may act here").replace("ten names", "a dozen names")
NEW = "<p>First of all, sit down.</p>"


@pytest.fixture
def author(db):
    """Somebody who writes the English text; the Arabic one follows it word by word so far."""
    made.tree()
    transfer.import_course(course=example.course(), files=example.files())
    say(LESSON, html=LIST)
    say(LESSON, "ar", html=LISTE)
    Segment.objects.filter(content_id=LESSON).delete()
    saved = made.page(LESSON)
    saved.save_revision().publish()
    return translated.translator("en")


def classify(author, content_id: str, before: str, grave: Gravity, kind: str = "lesson") -> None:
    """Class the change of the text that began like this."""
    found = texts.find(kind, content_id)
    assert found is not None
    one = next(
        change
        for change in classing.changes(found)
        if (change.drift.before or change.drift.after).startswith(before)
    )
    classing.classify(actor=author, text=found, chosen={one.name: grave})


def moved_house(exported: leaving.Exported) -> None:
    """Another installation, which has never heard of this course, imports what was exported."""
    leavers.remove("small")
    versions = (ItemText, ItemVersion, Item, ScenarioText, ScenarioVersion, Scenario)
    for model in (Segment, SegmentDraft, ChangeClass, ImportedBundle, *versions):
        QuerySet(model).all()._raw_delete("default")
    assert exported.problems == ()
    transfer.import_course(course=bundle.parse(exported.files), files=exported.files)


def owed() -> dict[str, object]:
    """What is behind on the site, text by text, and what readers are given instead."""
    found: dict[str, object] = {}
    for one in texts.of_course("small"):
        for code, key in one.pages.items():
            page = made.page(one.content_id, code)
            told = {name: page.drift.get(name) for name in ("words", "new", "changed", "told")}
            fallen = page.drift.get("body")
            found[f"{code} {one.kind} {one.content_id}"] = (
                page.behind,
                told,
                [block["value"].get("body") for block in fallen] if fallen else None,
            )
            assert key == page.pk
        for change in classing.changes(one):
            drift = change.drift
            place = f"{one.kind} {one.content_id}: {drift.before} > {drift.after}"
            found[place] = (drift.kind, change.gravity, change.languages)
    return found


def shown(client) -> str:
    page = client.get(ADDRESS)
    assert page.status_code == 200
    html = page.content.decode()
    assert crawler.faults(html, "ar") == []
    return html.partition("<main")[2]


def test_debts_of_safety_and_of_wording_are_the_same_on_the_next_site(author, client):
    say(LESSON, html=NEW + CHANGED)
    classify(author, LESSON, "Ask who", Gravity.SAFETY)
    classify(author, LESSON, "Write ten", Gravity.WORDING)
    before, html = owed(), shown(client)
    assert '<p lang="en" dir="ltr">Ask who may act here.</p>' in html
    assert made.page(LESSON, "ar").behind == 3

    exported = leaving.export_course("small")
    moved_house(exported)
    assert owed() == before
    again = shown(client)
    assert '<p lang="en" dir="ltr">Ask who may act here.</p>' in again
    assert "اسأل من يحق له" not in again
    assert again.count('class="note"') == html.count('class="note"') == 1
    assert leaving.export_course("small").files == exported.files
    report = transfer.import_course(course=exported.course, files=exported.files)
    assert report.empty
    assert owed() == before


def test_a_bundle_of_texts_that_are_all_up_to_date_has_no_such_file(author):
    exported = leaving.export_course("small")
    assert [path for path in exported.files if path.endswith("behind.toml")] == []
    assert exported.course.behind == {}


def test_what_a_bundle_does_not_speak_of_counts_as_up_to_date(author):
    say(LESSON, html=CHANGED)
    exported = leaving.export_course("small")
    files = {path: one for path, one in exported.files.items() if path != "ar/behind.toml"}
    assert len(files) == len(exported.files) - 1
    leavers.remove("small")
    Segment.objects.all().delete()
    transfer.import_course(course=bundle.parse(files), files=files)
    assert made.page(LESSON, "ar").behind == 0


def test_what_was_translated_in_the_files_meanwhile_is_no_debt(author):
    say(LESSON, html=CHANGED)
    classify(author, LESSON, "Ask who", Gravity.SAFETY)
    exported = leaving.export_course("small")
    told = str(exported.files["ar/second.md"]).replace("اسأل من يحق له", "اسأل من يحق له هنا")
    files = {**exported.files, "ar/second.md": told}
    leavers.remove("small")
    Segment.objects.all().delete()
    transfer.import_course(course=bundle.parse(files), files=files)
    page = made.page(LESSON, "ar")
    assert (page.behind, "body" in page.drift) == (1, False)


def test_what_a_translator_here_has_looked_at_is_not_owed_again(author):
    say(LESSON, html=CHANGED)
    classify(author, LESSON, "Ask who", Gravity.SAFETY)
    exported = leaving.export_course("small")
    moved_house(exported)
    work = translated.work(LESSON)
    actor = translated.translator("ar")
    wrote = [
        saving.Wrote(one.path, seen, words, done=True)
        for one in work.drifts
        if (words := work.standing.words.get(one.path, "")) and (seen := digest(one.text))
    ]
    saving.save(actor=actor, text=text(LESSON), language="ar", wrote=wrote)
    assert made.page(LESSON, "ar").behind == 0
    report = transfer.import_course(course=exported.course, files=exported.files)
    assert report.empty
    assert made.page(LESSON, "ar").behind == 0


def test_a_site_that_took_the_course_as_up_to_date_learns_what_it_owes(author):
    say(LESSON, html=CHANGED)
    classify(author, LESSON, "Ask who", Gravity.SAFETY)
    before = owed()
    exported = leaving.export_course("small")
    files = {path: one for path, one in exported.files.items() if path != "ar/behind.toml"}
    leavers.remove("small")
    Segment.objects.all().delete()
    ChangeClass.objects.all().delete()
    transfer.import_course(course=bundle.parse(files), files=files)
    assert made.page(LESSON, "ar").behind == 0
    transfer.import_course(course=exported.course, files=exported.files)
    assert owed() == before


def test_questions_carry_their_debts(author):
    mended = example.FILES["en/items.toml"].replace('"English one?"', '"English one, never alone?"')
    transfer.import_course(course=example.course({"en/items.toml": mended}))
    classify(author, "small/one", "English one", Gravity.MEANING, "item")
    before = owed()
    assert made.page("small", "ar").behind == 1
    exported = leaving.export_course("small")
    assert "[[items.one.changes]]" in str(exported.files["ar/behind.toml"])
    moved_house(exported)
    assert owed() == before
    assert leaving.export_course("small").files == exported.files


def test_a_question_that_could_do_harm_is_asked_in_its_source(author):
    mended = example.FILES["en/items.toml"].replace('"English one?"', '"English one, never alone?"')
    transfer.import_course(course=example.course({"en/items.toml": mended}))
    classify(author, "small/one", "English one", Gravity.MEANING, "item")
    exported = leaving.export_course("small")
    told = str(exported.files["ar/behind.toml"])
    assert 'gravity = "meaning"' in told
    files = {**exported.files, "ar/behind.toml": told.replace('"meaning"', '"safety"')}
    moved_house(leaving.Exported(bundle.parse(files), files, (), ()))
    newest = ItemVersion.objects.filter(item__content_id="small/one").latest("number")
    assert newest.wording("ar").language == "en"
    assert transfer.import_course(course=bundle.parse(files), files=files).empty


def test_scenarios_carry_their_debts(author):
    path = "scenarios/call/en.toml"
    title = tomllib.loads(example.files()[path])["title"]
    mended = example.files()[path].replace(f'title = "{title}"', f'title = "{title}, again"')
    transfer.import_course(course=example.course({path: mended}))
    classify(author, "small/call", title, Gravity.MEANING, "scenario")
    before = owed()
    exported = leaving.export_course("small")
    assert "[[scenarios.call.made]]" in str(exported.files["ar/behind.toml"])
    moved_house(exported)
    assert owed() == before


def test_an_export_of_drafts_owes_what_its_drafts_owe(author):
    say(LESSON, html=CHANGED)
    actor = translated.translator("ar")
    wrote = translated.wrote(LESSON, ("Ask who may act here.", "اسأل من يحق له هنا."))
    saving.save(actor=actor, text=text(LESSON), language="ar", wrote=wrote)
    assert made.page(LESSON, "ar").behind == 2
    exported = leaving.export_course("small", drafts=True)
    moved_house(exported)
    assert made.page(LESSON, "ar").behind == 1
    assert "هنا" in str(made.page(LESSON, "ar").body)


def test_names_that_blocks_get_on_their_way_out_lead_to_the_same_place(author):
    for code in ("en", "ar"):
        page = made.page(LESSON, code)
        held = page.body.get_prep_value()
        for one in held:
            one["value"]["anchor"] = ""
        page.body = type(page)._meta.get_field("body").stream_block.to_python(held)
        page.save_revision().publish()
    say(LESSON, html=CHANGED.replace("Check", "Check\u00a0"), title="Another  title")
    classify(author, LESSON, "Ask who", Gravity.SAFETY)
    before = owed()
    exported = leaving.export_course("small")
    assert "Another title" not in str(exported.files["ar/behind.toml"])
    moved_house(exported)
    found = owed()
    assert [told[0] for told in found.values()] == [told[0] for told in before.values()]
    assert "body" in made.page(LESSON, "ar").drift


def test_a_debt_of_what_does_not_exist_is_a_mistake():
    debt = '[[lessons.third.changes]]\nbefore = ""\nafter = ""\ngravity = "safety"\n'
    told = [str(one) for one in bundle.problems(example.course({"ar/behind.toml": debt}))]
    assert told == ["ar/behind.toml, lessons: `third` is not known; expected `first` and `second`."]
    told = [str(one) for one in bundle.problems(example.course({"en/behind.toml": ""}))]
    assert told == ["en/behind.toml: the source is never behind; remove this file."]
    with pytest.raises(BundleError, match=r"gravity"):
        example.course({"ar/behind.toml": debt.replace("safety", "grave")})
