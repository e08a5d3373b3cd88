"""The tree of the house, drawn from the modules' own captions: `python -m tests.house_tree`.

It prints what `docs/architecture.md` holds between its two marks; with `--write` it puts it there.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- tree -->\n", "<!-- /tree -->\n"
ROOMS = ("cms", "assessments", "courses")
UNCAPTIONED = {"migrations", "static", "templates", "content", "__pycache__"}


def drawn() -> str:
    """Return the tree as a Markdown block."""
    lines = [line for room in ROOMS for line in _folder(ROOT / room, 0)]
    return "```\n" + "\n".join(lines) + "\n```\n"


def caption(module: Path) -> str:
    """Return the first line of a module's docstring, or an empty string."""
    return (ast.get_docstring(ast.parse(module.read_text())) or "").split("\n")[0]


def _folder(folder: Path, depth: int) -> Iterator[str]:
    yield _line(f"{folder.name}/", caption(folder / "__init__.py"), depth)
    inside = [p for p in sorted(folder.iterdir()) if p.name not in UNCAPTIONED]
    for module in (p for p in inside if p.suffix == ".py" and p.name != "__init__.py"):
        yield _line(module.name, caption(module), depth + 1)
    for deeper in (p for p in inside if (p / "__init__.py").is_file()):
        yield from _folder(deeper, depth + 1)


def _line(name: str, text: str, depth: int) -> str:
    return f"{'  ' * depth + name:<32}{text}".rstrip()


def on_the_page() -> str:
    """Return the tree that the page shows now."""
    return PAGE.read_text().split(BEGIN)[1].split(END)[0]


if __name__ == "__main__":
    if "--write" in sys.argv:
        text = PAGE.read_text()
        PAGE.write_text(text.split(BEGIN)[0] + BEGIN + drawn() + END + text.split(END)[1])
    else:
        sys.stdout.write(drawn())
