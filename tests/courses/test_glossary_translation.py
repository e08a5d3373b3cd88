"""Terms of the glossary stand in the queue of translators like every other text."""

import pytest
from django.test import Client

from cms.people.refusals import Refused
from cms.words.models import Term, TermText
from courses import transfer
from courses.translation import desk, following, glossary, saving, texts
from tests.courses import made, translated
from tests.people import made as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(course) -> Term:
    """A term in English and Arabic, as it is followed."""
    made_one = Term.objects.create(key="mandate")
    say(made_one, "en", term="Mandate", meaning="Who may act.", synonyms="Mandates")
    say(made_one, "ar", term="التفويض", meaning="من يحق له.")
    following.follow(glossary.read())
    return made_one


def say(owner: Term, language: str, **said: str) -> None:
    TermText.objects.update_or_create(owner=owner, language=language, defaults=said)


def left(language: str) -> tuple[int, int]:
    found = [one for one in desk.waiting([language]) if one.course_id == "glossary"]
    return (found[0].new, found[0].changed) if found else (0, 0)


def save(actor, language: str, **words: str) -> None:
    text = texts.find("term", "glossary/mandate")
    known = {one.path: one.digest for one in text.now}
    wrote = [saving.Wrote(path, known[path], one) for path, one in words.items()]
    saving.save(actor=actor, text=text, language=language, wrote=wrote, publish=True)


def test_a_changed_meaning_is_left_and_then_brought_up_to_date(term):
    assert left("ar") == (0, 0)  # other forms are a language's own
    say(term, "en", meaning="Who may act, and where.")
    assert left("ar") == (0, 5)
    save(translated.translator("ar"), "ar", meaning="من يحق له، وأين.")
    assert left("ar") == (0, 0)
    row = TermText.objects.get(owner=term, language="ar")
    assert (row.term, row.meaning, row.synonyms) == ("التفويض", "من يحق له، وأين.", "")


def test_a_term_is_translated_into_one_more_language(term):
    made.another_language("fr")
    translator = translated.translator("fr")
    with pytest.raises(Refused, match="its meaning"):
        save(translator, "fr", term="Mandat")
    save(translator, "fr", term="Mandat", meaning="Qui peut agir.")
    assert TermText.objects.get(owner=term, language="fr").term == "Mandat"
    assert not TermText.objects.filter(owner=term, synonyms="Mandates", language="fr").exists()


def test_the_shipped_glossary_is_followed_and_what_was_mended_stays(course):
    transfer.import_glossary()
    found = texts.of_course("glossary")
    assert len(found) > 10
    one = found[0]
    saving.save(
        actor=translated.translator("ar"),
        text=one,
        language="ar",
        wrote=[saving.Wrote("meaning", translated.digest(dict(meanings(one))["meaning"]), "معنى")],
        publish=True,
    )
    kept = transfer.import_glossary().kept
    assert any(place.startswith(one.content_id.rpartition("/")[2]) for place in kept)


def meanings(text) -> list[tuple[str, str]]:
    return [(one.path, one.text) for one in text.now]


def test_a_term_that_is_edited_in_the_admin_is_followed(term):
    editor = people.enrol(made.person(is_superuser=True, is_staff=True))
    client = Client()
    client.force_login(editor)
    html = client.get("/en/translate/courses/glossary/ar/").content.decode()
    assert "/en/translate/texts/ar/term/glossary/mandate/" in html
    assert client.get("/en/translate/texts/ar/term/glossary/mandate/").status_code == 200
    from courses.wagtail_hooks import follow_a_term

    say(term, "ar", meaning="معنى آخر")
    follow_a_term(client.get("/en/").wsgi_request, term)
    assert following.rows_of(glossary.read())[glossary.read()[0].key, "ar"][-1].text == "معنى آخر"
