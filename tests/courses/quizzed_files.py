"""The files of a course with an item of every kind, a pre-test and a post-test."""

from tests.courses import example

KINDS = ("truth", "match", "sort", "fill", "count", "name", "essay")
ITEMS = {
    "truth": 'kind = "true-false"\noptions = ["true", "false"]\ncorrect = ["true"]',
    "match": 'kind = "matching"\nchoices = ["red", "amber", "green"]\n'
    'pairs = { nobody = "red", own = "amber" }',
    "sort": 'kind = "ordering"\norder = ["detect", "contain", "learn"]',
    "fill": 'kind = "cloze"\n[gaps.first]\noptions = ["team", "law"]\ncorrect = "team"',
    "count": 'kind = "numeric"\nanswer = "72"\ntolerance = "1"\n'
    'units = { hours = "1", days = "24" }',
    "name": 'kind = "short"\n[accepted]\nen = ["constituency"]\nar = ["الجهة المشمولة"]',
    "essay": 'kind = "essay"\n[[rubric]]\nid = "clear"\npoints = 2\n'
    '[[rubric]]\nid = "complete"\npoints = 3',
}
WORDS = """
[truth]
prompt = "{word} truth?"
[truth.options.true]
text = "{word} true"
feedback = "{word} yes, true"
[truth.options.false]
text = "{word} false"
feedback = "{word} no, false"
[match]
prompt = "{word} match?"
[match.slots.nobody]
text = "{word} nobody"
feedback = "{word} about nobody"
[match.slots.own]
text = "{word} own"
feedback = "{word} about own"
[match.choices]
red = "{word} red"
amber = "{word} amber"
green = "{word} green, to those who were in the room"
[sort]
prompt = "{word} sort?"
[sort.slots.detect]
text = "{word} detect"
feedback = "{word} about detect"
[sort.slots.contain]
text = "{word} contain"
feedback = "{word} about contain"
[sort.slots.learn]
text = "{word} learn"
feedback = "{word} about learn"
[fill]
prompt = "{word} fill?"
text = "{word} before {{first}} and after."
[fill.slots.first]
feedback = "{word} about the gap"
[fill.choices]
team = "{word} team"
law = "{word} law"
[count]
prompt = "{word} count?"
hint = "{word} hint for count"
[count.units]
hours = "{word} hours"
days = "{word} days"
[count.feedback]
right = "{word} counted"
wrong = "{word} miscounted"
[name]
prompt = "{word} name?"
[name.feedback]
right = "{word} named"
wrong = "{word} misnamed"
[essay]
prompt = "{word} essay?"
[essay.criteria]
clear = "{word} is it clear"
complete = "{word} is it complete"
"""


def files() -> dict[str, str]:
    """The files of the course."""
    base = example.files()
    quizzes = """
[[modules]]
id = "more"
lessons = [{ id = "third", minutes = 5 }]
quiz = { id = "kinds", minutes = 9, items = [ITEMS] }

[[modules]]
id = "before"
lessons = [{ id = "fourth", minutes = 5 }]

[modules.quiz]
id = "pre"
minutes = 3
purpose = "pre"

[[modules.quiz.draw]]
count = 1
objective = "see"
bank = "pool"

[[modules.quiz.draw]]
count = 1
objective = "say"
bank = "pool"

[[modules]]
id = "after"
lessons = [{ id = "fifth", minutes = 5 }]
quiz = { id = "post", minutes = 3, purpose = "post", like = "pre" }
""".replace("ITEMS", ", ".join(f'"{name}"' for name in KINDS))
    found = {**base, "course.toml": base["course.toml"] + quizzes}
    for name, told in ITEMS.items():
        kind, _, rest = told.partition("\n")
        tags = 'objective = "see"\ndifficulty = "easy"\nsee = "first#text"'
        found[f"items/{name}.toml"] = f"{kind}\n{tags}\n{rest}\n"
    for number in range(4):
        objective = "see" if number % 2 else "say"
        found[f"items/pool-{number}.toml"] = (
            f'kind = "single"\nobjective = "{objective}"\ndifficulty = "easy"\nbank = "pool"\n'
            'see = "first#text"\noptions = ["yes", "no"]\ncorrect = ["yes"]\n'
        )
    for language, word in (("en", "English"), ("ar", "عربي")):
        titles = "".join(
            f'\n[modules.{name}]\ntitle = "{word} {name}"\nsummary = "{word} {name}"\n'
            for name in ("more", "before", "after")
        )
        titles += "".join(
            f'\n[quizzes.{name}]\ntitle = "{word} {name}"\nsummary = "{word} {name}"\n'
            for name in ("kinds", "pre", "post")
        )
        titles = titles.replace(
            f'summary = "{word} kinds"', f'summary = "{word} kinds"\ncontent_note = "{word} note"'
        )
        titles += f'\n[quizzes.kinds.bands]\n0 = "{word} low band"\n80 = "{word} high band"\n'
        found[f"{language}/course.toml"] += titles
        pool = "".join(
            f'\n[pool-{number}]\nprompt = "{word} pool {number}?"\n'
            f'[pool-{number}.options.yes]\ntext = "{word} yes"\nfeedback = "{word} right"\n'
            f'[pool-{number}.options.no]\ntext = "{word} no"\nfeedback = "{word} wrong"\n'
            for number in range(4)
        )
        found[f"{language}/items.toml"] += WORDS.format(word=word) + pool
        for name in ("third", "fourth", "fifth"):
            outcome = f'[outcomes]\n{name} = "{word} {name}"\n'
            found[f"{language}/{name}.md"] = (
                f'+++\ntitle = "{word} {name}"\nsummary = "{word} {name}"\n{outcome}+++\n\n'
                f"::: text only\n{word} text\n:::\n"
            )
    return found
