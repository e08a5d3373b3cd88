"""A small course for tests: lessons with every kind of block, a quiz, a scenario; two languages."""

from collections.abc import Mapping

from courses.domain import bundle
from courses.domain.course import Course
from tests.courses import staged


def course(changes: Mapping[str, str] | None = None) -> Course:
    """The small course, with some of its files replaced."""
    return bundle.parse(files(changes))


def files(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The files of the small course, some of them replaced."""
    return {**FILES, **(changes or {})}


FILES = {
    "course.toml": """
id = "small"
version = 1
licence = "CC-BY-4.0"
source = "en"
hours = 0.5
pass_mark = 60

[languages.en]
state = "second-read"

[languages.ar]
state = "draft"

[[modules]]
id = "start"
lessons = [{ id = "first", minutes = 5 }, { id = "second", minutes = 7 }]
quiz = { id = "quiz", minutes = 3, items = ["one", "several"] }
""",
    "sources.toml": """
[rfc]
title = "RFC 2350"
publisher = "IETF"
year = 1998
language = "en"
url = "https://www.rfc-editor.org/rfc/rfc2350"
""",
    "facts.toml": """
[count]
source = "rfc"
as_of = 2026-11-01
valid_until = 2027-11-01
certainty = "known"
""",
    "items/one.toml": """
kind = "single"
objective = "see"
difficulty = "easy"
see = "first#text"
options = ["a", "b", "c"]
correct = ["b"]
""",
    "items/several.toml": """
kind = "multiple"
objective = "say"
difficulty = "hard"
options = ["a", "b", "c", "d"]
correct = ["a", "b"]
""",
    "images/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4" '
    'width="4" height="4"><circle cx="2" cy="2" r="1"/></svg>\n',
}
FILES |= staged.FILES
for _language, _word in (("en", "English"), ("ar", "عربي")):
    FILES |= {
        f"{_language}/course.toml": f"""
title = "{_word} course"
summary = "{_word} summary"

[modules.start]
title = "{_word} module"
summary = "{_word} module summary"

[quizzes.quiz]
title = "{_word} quiz"
summary = "{_word} quiz summary"
""",
        f"{_language}/first.md": f"""+++
title = "{_word} first"
summary = "{_word} first summary"
[outcomes]
see = "{_word} see"
+++

::: text text
## {_word} heading

{_word} **paragraph** with a [link](https://example.org/).
:::

::: callout try
tone = "try"
title = "{_word} callout"
---
{_word} body
:::

::: image dot
file = "dot.svg"
alt = "{_word} alt"
caption = "{_word} caption"
:::

::: terms words
[terms.csirt]
term = "CSIRT"
meaning = "{_word} meaning"
:::

::: check check
prompt = "{_word} prompt?"
correct = ["yes"]
[options.yes]
text = "{_word} yes"
feedback = "{_word} right"
[options.no]
text = "{_word} no"
feedback = "{_word} wrong"
:::

::: facts facts
[statements]
count = "{_word} count"
:::

::: sources sources
sources = ["rfc"]
:::
""",
        f"{_language}/second.md": f"""+++
title = "{_word} second"
summary = "{_word} second summary"
[outcomes]
say = "{_word} say"
+++

::: text only
{_word} text
:::
""",
        f"{_language}/items.toml": "\n".join(
            f"""
[{item}]
prompt = "{_word} {item}?"
"""
            + "".join(
                f"""
[{item}.options.{option}]
text = "{_word} {item} {option}"
feedback = "{_word} about {item} {option}"
"""
                for option in options
            )
            for item, options in (("one", "abc"), ("several", "abcd"))
        ),
    }
