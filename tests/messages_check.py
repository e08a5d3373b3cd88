"""Catalogues are complete: every language, no fuzzy entry, no lost placeholder. Run by `make lint`.

Extracts the messages anew into a scratch copy, so that a string added to the code and not to the
catalogue is found as well.
"""

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
ASKED = re.compile(r"_|(n|np|p|u)?gettext(_lazy)?")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def problems(catalogue: Path) -> list[str]:
    """Return a sentence for each entry that a reader would see in the wrong language."""
    name = f"{catalogue.parents[1].name}/{catalogue.name}"
    found = []
    for entry in polib.pofile(str(catalogue)):
        if entry.obsolete:
            continue
        if not entry.translated():
            found.append(
                f"{name}: not translated{' (fuzzy)' if entry.fuzzy else ''}: {entry.msgid!r}"
            )
        texts = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        if any(set(PLACEHOLDER.findall(text)) - wanted for text in texts if text):
            found.append(f"{name}: strange placeholder: {entry.msgid!r}")
        if not entry.msgid_plural and texts[0] and set(PLACEHOLDER.findall(texts[0])) != wanted:
            found.append(f"{name}: lost placeholder: {entry.msgid!r}")
    return found


def missing(catalogue: Path, extracted: Path) -> list[str]:
    """Return the messages of the code that a catalogue does not hold."""
    known = {(e.msgctxt, e.msgid) for e in polib.pofile(str(catalogue)) if not e.obsolete}
    wanted = {(e.msgctxt, e.msgid) for e in polib.pofile(str(extracted)) if not e.obsolete}
    return [
        f"{catalogue.parents[1].name}: run `make messages`, the catalogue lacks {message!r}"
        for _context, message in sorted(wanted - known, key=str)
    ]


def unseen(source: str) -> list[str]:
    """Return the messages that stand inside an f-string, where the extraction does not look."""
    return [
        ast.unparse(call)
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and ASKED.fullmatch(call.func.id)
    ]


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        ignored = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=ignored)
        subprocess.run(
            [
                sys.executable,
                "manage.py",
                "makemessages",
                "--all",
                "--no-obsolete",
                "--no-location",
            ],
            cwd=copy,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        found = []
        for fresh in sorted(copy.glob("locale/*/LC_MESSAGES/django.po")):
            kept = ROOT / fresh.relative_to(copy)
            found += missing(kept, fresh)
    for catalogue in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        found += problems(catalogue)
    for house in ("assessments", "cms", "courses"):
        for file in sorted((ROOT / house).rglob("*.py")):
            lost = unseen(file.read_text(encoding="utf-8"))
            found += [
                f"{file.relative_to(ROOT)}: not extracted from an f-string: {it}" for it in lost
            ]
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.stdout.write(f"{len(found)} problems in the catalogues\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
