"""What is wrong with a file is said in the language of whoever brought it, place by place."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from courses import packed, problemwords
from courses.domain import unfit
from courses.domain.course import Outline
from courses.domain.lesson import Front
from courses.domain.problems import Listed, Problem, Sentence, listed
from courses.domain.values import build
from tests.courses import authored, carriers, example
from tests.courses.carriers import sent

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fr", "es", "ar")
SAYS = {"Problem": 1, "refuse": 1, "lose": 1, "Unreadable": 0, "TransferError": 0}
"""Calls that take a sentence, and which of their arguments it is."""
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
OPEN, CLOSE = "\u2068", "\u2069"


def modules() -> dict[Path, ast.Module]:
    """The modules of courses that make sentences for files."""
    found = {}
    for path in sorted((ROOT / "courses").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "courses.domain.problems import" in source or path.name == "problems.py":
            found[path] = ast.parse(source)
    return found


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def messages() -> set[str]:
    """Every message of a sentence, as it stands in the modules; those of their other words, too."""
    return {
        call.args[0].value
        for tree in modules().values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and called(call) in ("_", "gettext", "gettext_noop")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_sentence_has_a_translation_in_every_language():
    wanted = messages()
    assert len(wanted) > 200
    for language in LANGUAGES:
        catalogue = polib.pofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.po"))
        known = {one.msgid for one in catalogue if one.translated() and not one.obsolete}
        assert wanted - known == set(), language


def test_every_sentence_can_be_filled_in_every_language():
    for message in messages():
        names = PLACEHOLDER.findall(message)
        told = Sentence(message, **{name: f"<{name}>" for name in names})
        for language in ("en", *LANGUAGES):
            with translation.override(language):
                said = problemwords.said(told)
            assert all(f"<{name}>" in said for name in names), (language, said)


def test_no_sentence_is_made_of_bare_words():
    """A literal that is no message would be English everywhere."""
    bare = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, tree in modules().items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and called(call) in SAYS
        and len(call.args) > SAYS[called(call)]
        and isinstance(call.args[SAYS[called(call)]], ast.Constant | ast.JoinedStr)
    ]
    assert bare == []


def test_a_sentence_is_english_and_can_be_said_in_another_language():
    told = Problem("ar/first.md, line 3", Sentence("`%(name)s` is missing.", name="first"))
    assert str(told) == "ar/first.md, line 3: `first` is missing."
    with translation.override("fr"):
        assert problemwords.told(told) == "ar/first.md, line 3\u00a0: `first` manque."
    with translation.override("ar"):
        said = problemwords.told(told)
    assert said.startswith(f"{OPEN}ar/first.md, line 3{CLOSE}: ")
    assert f"`{OPEN}first{CLOSE}`" in said


def test_names_are_joined_as_the_language_joins_them():
    names = listed(["a", "b", "c"])
    either = Listed("'a' or 'b'", ["a", "b"], either=True)
    assert (str(names), str(listed([]))) == ("`a`, `b` and `c`", "nothing")
    assert problemwords.said(Sentence("expected %(names)s.", names=either)) == (
        "expected `a` or `b`."
    )
    with translation.override("es"):
        told = Sentence("expected %(names)s.", names=names)
        assert problemwords.said(told) == "se esperaba: `a`, `b` y `c`."
        told = Sentence("expected %(names)s.", names=listed([]))
        assert problemwords.said(told) == "se esperaba: nada."


BROKEN = {
    "format": "one",
    "id": "x" * 61,
    "version": 0,
    "licence": " two\n",
    "hours": 1.1,
    "pass_mark": 101,
    "level": "high",
    "languages": {},
    "modules": [{"id": "a", "lessons": "none", "quiz": {"id": "q", "minutes": True, "tries": 11}}],
    "prerequisites": [7],
    "more": 1,
}


def test_what_pydantic_finds_is_said_in_words_of_our_own():
    _none, found = build(Outline, BROKEN, "course.toml")
    with translation.override("fr"):
        said = {one.place.rpartition(", ")[2]: problemwords.said(one.sentence) for one in found}
    assert said["format"] == "nombre entier attendu."
    assert said["id"] == "au plus 60 signes attendus."
    assert said["version"] == "attendu\u00a0: 1 ou plus."
    assert said["licence"] == "attendu\u00a0: une ligne de texte sans espaces à ses bouts."
    assert said["source"] == "ceci manque."
    assert said["hours"] == "attendu\u00a0: un multiple de 0.25."
    assert said["pass_mark"] == "attendu\u00a0: 100 ou moins."
    assert said["level"].startswith("attendu\u00a0: `introductory`, `intermediate` ou `advanced`")
    assert said["languages"] == "au moins 1 attendus ici, 0 trouvés."
    assert said["more"].startswith("ce nom est inconnu\u00a0; attendu\u00a0: ")
    assert said["prerequisites[0]"] == "texte attendu."
    assert said["modules[0].lessons"] == "liste attendue."
    assert not [one for one in found if "does not fit" in one.sentence.message]


def test_command_lines_say_what_they_said_before():
    _none, found = build(Outline, BROKEN, "course.toml")
    told = {str(one) for one in found}
    assert "course.toml, pass_mark: input should be less than or equal to 100." in told
    level = "input should be 'introductory', 'intermediate' or 'advanced'."
    assert f"course.toml, level: {level}" in told
    _none, found = build(Front, {"title": "a\nb", "outcomes": {}}, "en/a.md, front matter")
    line = "expected one line of text without blanks at its ends."
    assert str(found[0]) == f"en/a.md, front matter, title: {line}"
    other = {"type": "never_heard", "msg": "Something else"}
    assert unfit.sentence(other) == "something else."
    assert problemwords.said(unfit.sentence(other)) == "this does not fit here: something else."


@pytest.fixture
def trainer(db: None) -> Client:
    """The browser of somebody who may bring the small course."""
    carriers.course()
    return carriers.browser(carriers.trainer())


def test_a_broken_bundle_is_refused_in_the_language_of_the_page(trainer):
    files = {**example.files(), "ar/first.md": "a", "images/dot.svg": "<svg onload='x'/>"}
    with translation.override("ar"):
        address = reverse("courses:bring")
    answer = trainer.post(address, {"file": sent("small.zip", packed.write(files))})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f"{OPEN}ar/first.md, line 1{CLOSE}: المتوقع `{OPEN}+++{CLOSE}`" in html
    assert "لا يحتوي الرسم على برنامج نصي" not in html  # form comes first, then sense
    assert "expected" not in html.partition('class="errors"')[2].partition("</ul>")[0]


def test_broken_questions_and_texts_are_refused_in_the_language_of_the_page(trainer):
    told = {"objective": "say", "difficulty": "hard", "do": "questions"}
    with translation.override("fr"):
        address = reverse("courses:files", args=["small"])
    answer = trainer.post(address, {**told, "file": sent("a.gift", "Who? {=a\n\nSo? {~a ~b}")})
    html = answer.content.decode()
    assert "line 1\u00a0: les réponses ouvertes par `{` ne sont pas fermées par `}`." in html
    assert "line 3\u00a0: aucune option n’est juste." in html
    answer = trainer.post(address, {**told, "file": sent("a.gift", b"\n\xff")})
    assert "line 2\u00a0: texte en UTF-8 attendu, octet 0xff trouvé." in answer.content.decode()
    answer = trainer.post(address, {**told, "file": sent("a.gift", "Who? {=a ~b}\n")})
    shown = trainer.get(answer["Location"]).content.decode()
    assert "(le fichier)\u00a0: 2 réponses n’avaient pas de commentaire" in shown


def test_a_broken_scenario_is_refused_in_the_language_of_its_author(course):
    trainer = authored.trainer()
    UserProfile.objects.update_or_create(user=trainer, defaults={"preferred_language": "es"})
    client = authored.browser(trainer)
    address = f"{authored.SPACE}scenarios/call/edit/"
    form = authored.form(client, address)
    broken = re.sub(r"(?m)^start = .*$", 'start = "nowhere"', str(form["structure"]))
    answer = client.post(address, {**form, "structure": broken})
    assert answer.status_code == 422
    assert "ninguna escena se llama `nowhere`." in answer.content.decode()
