"""Put a drafted course together as a bundle, and say what is wrong with it.

    python drafts/assemble.py national-strategy TARGET [--languages en,fr]

Reads of `course/`: `course.toml` (outline), `<language>/*.md`, `questions/<language>/<module>.txt`,
`sources/*.toml`, `facts/*.toml`, `scenarios`; and `serves.tsv`.
Questions are written short:

    @id kind outcome difficulty lesson#block      (structure is taken from the source language)
    ? prompt
    + key | text | feedback                        right option
    - key | text | feedback                        wrong option
    = key | text | feedback                        step of an ordering, in the right order
    = key > choice | text | feedback               pair of a matching
    # choice | label                               what the pairs lead to
    ! number | unit | right | wrong                answer of a numeric question
"""

import argparse
import os
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
Words = dict[str, Any]


def read(path: Path) -> list[dict[str, Any]]:
    """Read the questions of a module in one language, structure and words together."""
    found: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sign, rest = line[:1], [part.strip() for part in line[1:].split("|")]
        if not line.strip():
            continue
        if sign == "@":
            name, kind, outcome, difficulty, see = line[1:].split()
            found.append({"id": name, "kind": kind, "objective": outcome, "difficulty": difficulty})
            found[-1] |= {"see": see, "bank": path.stem, "rows": [], "prompt": ""}
        elif sign == "?":
            found[-1]["prompt"] = line[1:].strip()
        elif sign in "+-=#!" and len(rest) == {"#": 2, "!": 4}.get(sign, 3):
            found[-1]["rows"].append((sign, *rest))
        else:
            raise SystemExit(f"{path}, line {number}: not understood: {line[:60]}")
    return found


def structure(item: dict[str, Any]) -> str:
    """Return the file of a question without words."""
    head = [
        f'{name} = "{item[name]}"' for name in ("kind", "objective", "difficulty", "see", "bank")
    ]
    rows = item["rows"]
    keys = [row[1].partition(">")[0].strip() for row in rows if row[0] in "+-="]
    if item["kind"] == "matching":
        head.append(f"choices = {_list(row[1] for row in rows if row[0] == '#')}\n\n[pairs]")
        pairs = (row[1].partition(">") for row in rows if row[0] == "=")
        head += [f'{key.strip()} = "{choice.strip()}"' for key, _sign, choice in pairs]
    elif item["kind"] == "ordering":
        head.append(f"order = {_list(keys)}")
    elif item["kind"] == "numeric":
        head.append(f'answer = "{rows[0][1]}"\n\n[units]\nunit = "1"')
    else:
        head.append(f"options = {_list(keys)}")
        head.append(f"correct = {_list(row[1] for row in rows if row[0] == '+')}")
    return "\n".join(head) + "\n"


def words(item: dict[str, Any]) -> str:
    """Return the words of a question as a table."""
    name = item["id"]
    told = [f"[{name}]\nprompt = {_text(item['prompt'])}\n"]
    for sign, *rest in item["rows"]:
        if sign == "#":
            continue
        if sign == "!":
            told.append(f"[{name}.units]\nunit = {_text(rest[1])}\n")
            told.append(f"[{name}.feedback]\nright = {_text(rest[2])}\nwrong = {_text(rest[3])}\n")
            continue
        key, part = rest[0].partition(">")[0].strip(), "slots" if sign == "=" else "options"
        told.append(
            f"[{name}.{part}.{key}]\ntext = {_text(rest[1])}\nfeedback = {_text(rest[2])}\n"
        )
    choices = [f"{rest[0]} = {_text(rest[1])}" for sign, *rest in item["rows"] if sign == "#"]
    if choices:
        told.append("\n".join([f"[{name}.choices]", *choices]) + "\n")
    return "\n".join(told)


def assemble(course: Path, target: Path, languages: list[str]) -> None:
    """Write the bundle in these languages."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "items").mkdir(parents=True)
    outline = (course / "course.toml").read_text(encoding="utf-8")
    modules = [module["id"] for module in tomllib.loads(outline)["modules"]]
    head, mark, parts = outline.partition("\n[[modules]]\n")
    first, *blocks = head.split("\n[languages.")
    head = first + "".join(f"\n[languages.{one}" for one in blocks if one[:2] in languages)
    told = [line.split("\t") for line in _lines(course.parent / "serves.tsv")]
    serves = "\n".join(f"{name} = {_list(of.split())}" for name, of in told)
    _write(target / "course.toml", f"{head.rstrip()}\n\n[serves]\n{serves}\n{mark}{parts}")
    asked = course / "questions"
    for module in modules:
        for item in read(asked / "en" / f"{module}.txt"):
            _write(target / "items" / f"{item['id']}.toml", structure(item))
    for name in ("sources", "facts"):
        found: dict[str, str] = {}
        for path in sorted((course / name).glob("*.toml")):
            for block in ("\n" + path.read_text(encoding="utf-8").strip()).split("\n[")[1:]:
                found.setdefault(block.partition("]")[0], "[" + block.strip())
        _write(target / f"{name}.toml", "\n\n".join(found.values()) + "\n")
    for language in languages:
        shutil.copytree(course / language, target / language)
        items = [words(item) for one in modules for item in read(asked / language / f"{one}.txt")]
        _write(target / language / "items.toml", "\n".join(items))
    story = shutil.ignore_patterns(*(f"{one}.toml" for one in _others(course, languages)))
    shutil.copytree(course / "scenarios", target / "scenarios", ignore=story)


def _others(course: Path, languages: list[str]) -> set[str]:
    """Return the languages that are there and not asked for."""
    return {path.name for path in (course / "questions").iterdir()} - set(languages)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _list(keys: Any) -> str:
    return "[" + ", ".join(f'"{key}"' for key in keys) + "]"


def _text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> None:
    """Assemble, judge, and print what is wrong."""
    asked = argparse.ArgumentParser(description="Put a drafted course together and judge it.")
    asked.add_argument("course")
    asked.add_argument("target", type=Path)
    asked.add_argument("--languages", default="en")
    given = asked.parse_args()
    assemble(HERE / given.course / "course", given.target, given.languages.split(","))
    os.environ |= {"ENV_FILE": "", "SECRET_KEY": "k" * 60, "DATABASE_URL": "sqlite:////dev/null"}
    os.environ |= {"ALLOWED_HOSTS": "example.org", "DJANGO_SETTINGS_MODULE": "cms.settings"}
    import django

    django.setup()
    from courses import bundles
    from courses.domain import finished
    from courses.domain.problems import BundleError

    try:
        course_read = bundles.judged(bundles.read(given.target))
        found = [str(problem) for problem in finished.problems(course_read)]
    except BundleError as error:
        found = [str(problem) for problem in error.problems]
    sys.stdout.write("\n".join([*found, f"{len(found)} problems"]) + "\n")


if __name__ == "__main__":
    main()
