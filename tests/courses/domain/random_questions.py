"""Questions made at random, as they are written for elsewhere; and what of them must come back."""

from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from courses.domain.course import ItemText
from courses.domain.exchange.told import Found, Tags
from courses.domain.exchange.writing import Asked
from courses.domain.itemkinds import KINDS

TAGS = Tags(language="en", objectives=("see", "say"))
LAWS = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def told(found: Found) -> list[str]:
    """What is wrong, as sentences."""
    return [str(problem) for problem in found.problems]


def lost(found: Found) -> str:
    """What has no counterpart."""
    return "\n".join(map(str, found.losses))


words = st.text("ab ~=#{}:\\é<>&%*-\"'1ع«»", min_size=1, max_size=9).map(
    lambda text: " ".join(text.split(" ")).strip()
)
plain = words.filter(
    lambda text: bool(text) and "<" not in text and text == " ".join(text.split()) and text != "*"
)


def choice(kind: str, options: list[tuple[str, str, bool]], prompt: str, name: str) -> Asked:
    ids = [f"o-{number}" for number in range(len(options))]
    correct = [one for one, (_text, _said, right) in zip(ids, options, strict=True) if right]
    correct = (correct or ids)[: None if kind == "multiple" else 1]
    item = {"kind": kind, "objective": "say", "difficulty": "hard", "bank": "final"}
    text = {
        "prompt": prompt,
        "options": {
            one: {"text": said, "feedback": feedback}
            for one, (said, feedback, _right) in zip(ids, options, strict=True)
        },
    }
    return asked(name, {**item, "options": ids, "correct": correct}, text)


def asked(name: str, item: dict, text: dict) -> Asked:
    made = KINDS[item["kind"]].model_validate(item)
    return Asked(name, made, ItemText.model_validate(text), "en")


TAGGED = {"objective": "say", "difficulty": "hard", "bank": "final"}
names = st.from_regex(r"[a-z]{1,5}(-[a-z0-9]{1,3})?", fullmatch=True)
choices = st.builds(
    choice,
    st.sampled_from(["single", "multiple"]),
    st.lists(st.tuples(plain, plain, st.booleans()), min_size=2, max_size=6),
    plain,
    names,
)
truths = st.builds(
    lambda prompt, yes, no, truth, name: asked(
        name,
        {**TAGGED, "kind": "true-false", "options": ["true", "false"], "correct": [truth]},
        {
            "prompt": prompt,
            "options": {
                "true": {"text": "True", "feedback": yes},
                "false": {"text": "False", "feedback": no},
            },
        },
    ),
    plain,
    plain,
    plain,
    st.sampled_from(["true", "false"]),
    names,
)
numerics = st.builds(
    lambda prompt, value, spread, right, wrong, name: asked(
        name,
        {**TAGGED, "kind": "numeric", "answer": f"{value}", **spread},
        {"prompt": prompt, "feedback": {"right": right, "wrong": wrong}},
    ),
    plain,
    st.integers(-99_900, 99_900).map(lambda n: f"{(Decimal(n) / 100).normalize():f}"),
    st.sampled_from([{}, {"tolerance": "0.5"}, {"tolerance": "12"}]),
    plain,
    plain,
    names,
)
shorts = st.builds(
    lambda prompt, accepted, right, wrong, name: asked(
        name,
        {**TAGGED, "kind": "short", "accepted": {"en": accepted}},
        {"prompt": prompt, "feedback": {"right": right, "wrong": wrong}},
    ),
    plain,
    st.lists(plain.filter(lambda t: "*" not in t and "->" not in t), min_size=1, max_size=3),
    plain,
    plain,
    names,
)
matchings = st.builds(
    lambda prompt, lefts, rights, name: asked(
        name,
        {
            **TAGGED,
            "kind": "matching",
            "choices": [f"c-{n}" for n in range(len(rights))],
            "pairs": {f"s-{n}": f"c-{n % len(rights)}" for n in range(len(lefts))},
        },
        {
            "prompt": prompt,
            "slots": {
                f"s-{n}": {"text": left, "feedback": "Right."} for n, left in enumerate(lefts)
            },
            "choices": {f"c-{n}": right for n, right in enumerate(rights)},
        },
    ),
    plain,
    st.lists(plain.filter(lambda t: "->" not in t), min_size=2, max_size=4),
    st.lists(plain.filter(lambda t: "->" not in t), min_size=1, max_size=4, unique=True),
    names,
)


def shape(item, text) -> dict:
    """A question without the ids of its options, which the formats of Moodle do not have."""
    table = {name: value for name, value in dict(item).items() if name not in ("see",)}
    said = dict(text)
    order = {name: at for at, name in enumerate(said["options"])}
    if "options" in table:
        table["options"] = len(table["options"])
        table["correct"] = sorted(order[one] for one in item.correct)
    said["options"] = [(one.text, one.feedback) for one in text.options.values()]
    if item.kind == "matching":
        table["pairs"] = [(text.slots[s].text, text.choices[c]) for s, c in item.pairs.items()]
        table["choices"] = sorted(text.choices.values())
        said["slots"] = said["choices"] = None
    if item.kind == "numeric":
        table["answer"], table["tolerance"] = Decimal(item.answer), Decimal(item.tolerance)
    return {**table, "text": said}


questions = st.lists(choices | truths | numerics | shorts | matchings, min_size=1, max_size=4)
