"""The house is as the documents draw it."""

import re
import subprocess
from pathlib import Path

from tests import house_tree

ROOT = Path(__file__).resolve().parents[2]


def _tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split() if (ROOT / name).is_file()]


def test_the_tree_on_the_page_is_the_tree_of_the_house() -> None:
    assert house_tree.on_the_page() == house_tree.drawn(), (
        "Run: .venv/bin/python -m tests.house_tree --write"
    )


def test_every_module_with_code_has_a_caption() -> None:
    modules = [m for m in _tracked("*.py") if "migrations" not in m.parts and m.stat().st_size]
    assert modules
    assert [str(m) for m in modules if not house_tree.caption(m)] == []


def test_no_file_has_more_than_300_lines() -> None:
    files = [f for f in _tracked("*.py", "*.html", "*.css", "*.js") if "migrations" not in f.parts]
    assert [str(f) for f in files if len(f.read_text().splitlines()) > 300] == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in _tracked("*.md")
        if "content" not in page.parts
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_locale_is_no_package() -> None:
    assert not (ROOT / "locale" / "__init__.py").exists()


def test_every_command_is_on_the_operators_page() -> None:
    page = (ROOT / "docs" / "operating.md").read_text()
    commands = {c.stem for c in _tracked("*/management/commands/*.py") if c.stem != "__init__"}
    assert commands
    assert commands == set(re.findall(r"^\| `([a-z_]+)` \|", page, re.M))
