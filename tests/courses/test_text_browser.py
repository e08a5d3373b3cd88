"""Pages as a text browser shows them: no style, no script, and what is `hidden` is shown too."""

from html.parser import HTMLParser

import pytest

from courses import services
from tests.courses import made, quizzed

pytestmark = pytest.mark.django_db

FIELDS = {"input", "select", "textarea"}
SILENT = {"head", "script", "style", "option"}
INLINE = {"a", "b", "bdi", "em", "small", "span", "strong"}


class Read(HTMLParser):
    """The words of a page in their order, its fields without a label, and what runs together."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.named: set[str | None] = set()
        self.fields: list[dict[str, str | None]] = []
        self.hidden: list[str] = []
        self.glued: list[str] = []
        self._silent = self._label = 0
        self._last = self._edge = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._silent += tag in SILENT
        self._label += tag == "label"
        self._edge = tag if tag in INLINE else ""
        if tag not in INLINE:
            self._last = ""
        if tag == "label":
            self.named.add(told.get("for"))
        if "hidden" in told:
            self.hidden.append(tag)
        if tag in FIELDS and told.get("type") != "hidden":
            self.words.append(f"[{told.get('name')}]")
            if not self._label and not told.get("aria-label"):
                self.fields.append(told)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        self._label -= tag == "label"
        if tag not in INLINE:
            self._last = ""

    def handle_data(self, data: str) -> None:
        if self._silent or not data:
            return
        if self._edge in {"small", "span"} and self._last[-1:].isalnum() and data[0].isalnum():
            self.glued.append(f"{self._last} {data}")
        self._last, self._edge = data, ""
        self.words.extend(data.split())

    @property
    def unlabelled(self) -> list[dict[str, str | None]]:
        """The fields that nothing names."""
        return [told for told in self.fields if told.get("id") not in self.named]


@pytest.fixture(autouse=True)
def _course(db: None) -> None:
    quizzed.bring()


@pytest.fixture
def places(learner) -> list[str]:
    attempt = services.start_attempt(user=learner, page=made.page("small/kinds"))
    lesson, quiz = "courses/small/start/first/", "courses/small/more/kinds/"
    return [lesson, quiz, f"learn/attempts/{attempt.pk}/", "courses/", "courses/small/"]


def test_every_field_has_a_label_and_nothing_hidden_is_in_the_way(signed_in, places):
    for place in places:
        read = Read(signed_in.get(f"/en/{place}").content.decode())
        assert read.unlabelled == [], place
        assert read.hidden == [], place
        assert read.glued == [], place


def test_a_question_comes_before_its_field_and_the_field_before_its_button(signed_in, places):
    told = " ".join(Read(signed_in.get(f"/en/{places[2]}").content.decode()).words)
    order = ["essay?", "marks it.", "is it complete", "[answer-essay]", "Hand in Save"]
    found = [told.index(one) for one in order]
    assert found == sorted(found)
    for slot in ("nobody", "own"):  # in an order of the attempt's own, each with its list
        assert f"{slot} [answer-match.{slot}]" in told
