"""The glossary: loaded from a file, mended by trainers, read in the order of each language."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from cms import trainers
from cms.people.models import AuditEvent
from cms.words import glossary
from cms.words.glossary import Said
from cms.words.models import Term, TermText
from courses import transfer
from tests.cms import crawler
from tests.courses import made
from tests.people import made as people

pytestmark = pytest.mark.django_db


def bring(**terms: dict[str, Any]) -> glossary.Brought:
    """Load a glossary of these terms: key to language to text."""
    return glossary.bring(
        {
            key.replace("_", "-"): (
                "ours",
                {
                    code: Said(term=term, meaning=f"What {term} means.")
                    for code, term in said.items()
                },
            )
            for key, said in terms.items()
        }
    )


def shown(client: Client, language: str, **asked: str) -> list[str]:
    """Return the terms of the page in their order."""
    response = client.get(f"/{language}/glossary/", asked)
    assert response.status_code == 200
    assert not response.cookies
    assert crawler.faults(response.content.decode(), language) == []
    return [word.term for part in response.context["sections"] for word in part["words"]]


def test_a_second_load_changes_nothing_and_what_was_edited_here_is_kept() -> None:
    assert len(bring(mandate={"en": "Mandate", "fr": "Mandat"}).created) == 2
    assert bring(mandate={"en": "Mandate", "fr": "Mandat"}).unchanged == 2
    done = bring(mandate={"en": "The mandate", "fr": "Mandat"})
    assert (done.changed, done.unchanged) == (["mandate (en)"], 1)
    text = TermText.objects.get(language="fr")
    text.meaning = "Mended here."
    text.save()
    done = bring(mandate={"en": "The mandate", "fr": "Le mandat"})
    assert (done.kept, done.changed) == (["mandate (fr)"], [])
    assert TermText.objects.get(language="fr").meaning == "Mended here."
    assert TermText.objects.get(language="en").term == "The mandate"
    assert AuditEvent.objects.filter(verb="glossary.brought").count() == 2


def test_the_shipped_glossary_stands_in_every_language_and_is_told_of(capsys: Any) -> None:
    call_command("load_glossary")
    assert "new: mandate (ar)" in capsys.readouterr().out
    assert Term.objects.count() >= 30
    assert {Term.objects.count()} == {
        TermText.objects.filter(language=code).count() for code in ("en", "fr", "es", "ar")
    }
    assert transfer.import_glossary().unchanged == TermText.objects.count()


def test_terms_stand_in_the_order_of_their_language() -> None:
    bring(
        a={"en": "zone", "fr": "Équipe", "es": "nube", "ar": "التفويض"},
        b={"en": "Alarm", "fr": "Etat", "es": "ñandú", "ar": "إدارة"},
        c={"en": "label", "fr": "zone", "es": "nzima", "ar": "بصمة"},
    )
    assert shown(Client(), "en") == ["Alarm", "label", "zone"]
    assert shown(Client(), "fr") == ["Équipe", "Etat", "zone"]
    assert shown(Client(), "es") == ["nube", "nzima", "ñandú"]
    assert shown(Client(), "ar") == ["إدارة", "بصمة", "التفويض"]
    page = Client().get("/ar/glossary/")
    assert [part["letter"] for part in page.context["sections"]] == ["ا", "ب", "ت"]


def test_the_page_is_filtered_by_a_word_however_it_is_written() -> None:
    bring(a={"en": "Zone", "fr": "Équipe"}, b={"en": "Alarm", "fr": "Alarme"})
    assert shown(Client(), "fr", q="equipe") == ["Équipe"]
    assert shown(Client(), "fr", q="") == ["Alarme", "Équipe"]
    for nothing in ("xyz", "\x00", "x" * 10_000, "<b>"):
        assert shown(Client(), "fr", q=nothing) in ([], ["Alarme", "Équipe"])
    assert shown(Client(), "es") == []


def test_many_terms_stand_on_several_light_pages_and_each_letter_leads_to_its_own() -> None:
    bring(**{f"t{number}": {"en": f"{chr(97 + number // 10)}{number:03}"} for number in range(130)})
    first, second = (shown(Client(), "en", page=page) for page in ("1", "2"))
    assert (len(first), len(second)) == (120, 10)
    assert first + second == sorted(first + second)
    page = Client().get("/en/glossary/", {"q": "term"}).content.decode()
    assert "page=2" not in page
    page = Client().get("/en/glossary/", {"q": "what", "page": "1"}).content.decode()
    assert 'href="?q=what&amp;page=2#letter-13">M<' in page
    assert 'href="#letter-1">A<' in page
    assert 'rel="next" href="?q=what&amp;page=2"' in page


def test_a_term_has_a_page_that_names_it_in_the_other_languages() -> None:
    bring(a={"en": "Zone <b>", "fr": "La zone"})
    page = Client().get("/en/glossary/a/").content.decode()
    assert "Zone &lt;b&gt;" in page
    assert "La zone" in page
    assert crawler.faults(page, "en") == []
    page = Client().get("/ar/glossary/a/").content.decode()
    assert 'lang="en"' in page
    assert crawler.faults(page, "ar") == []
    assert Client().get("/en/glossary/b/").status_code == 404


def test_the_pages_cost_the_same_queries_however_many_terms_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    bring(a={"en": "Zone"})
    with django_assert_max_num_queries(3) as one:
        Client().get("/en/glossary/")
    bring(**{f"t{number}": {"en": f"Term {number}"} for number in range(30)})
    with django_assert_max_num_queries(len(one)):
        Client().get("/en/glossary/")
    with django_assert_max_num_queries(3):
        Client().get("/en/glossary/a/")


def test_a_trainer_mends_a_term_in_all_languages_on_one_page() -> None:
    bring(mandate={"en": "Mandate", "fr": "Mandat"})
    trainers.establish(pages=made.tree().values())
    client = Client()
    client.force_login(people.editor(Group.objects.get(name="Trainers")))
    term = Term.objects.get()
    address = f"/admin/snippets/words/term/edit/{term.pk}/"
    page = client.get(address)
    assert page.status_code == 200
    assert "Mandat" in page.content.decode()
    texts = list(term.texts.all())
    sent = {
        "key": "mandate",
        "source": "ours",
        "texts-TOTAL_FORMS": "2",
        "texts-INITIAL_FORMS": "2",
        "texts-MIN_NUM_FORMS": "0",
        "texts-MAX_NUM_FORMS": "4",
    }
    for number, text in enumerate(texts):
        sent |= {
            f"texts-{number}-id": str(text.pk),
            f"texts-{number}-language": text.language,
            f"texts-{number}-term": text.term,
            f"texts-{number}-abbreviation": "",
            f"texts-{number}-synonyms": "mandates\nthe mandate",
            f"texts-{number}-meaning": "Mended.",
            f"texts-{number}-state": "second-read",
            f"texts-{number}-linked": "on",
            f"texts-{number}-DELETE": "",
        }
    assert client.post(address, sent).status_code == 302
    assert set(TermText.objects.values_list("meaning", flat=True)) == {"Mended."}
    assert TermText.objects.first().forms == ("mandates", "the mandate")
    assert client.get("/admin/snippets/words/term/").status_code == 200
    assert client.get("/admin/snippets/words/term/", {"q": "Mandat"}).status_code == 200
    assert client.post(f"/admin/snippets/words/term/delete/{term.pk}/").status_code == 302
    assert Term.objects.exists()
