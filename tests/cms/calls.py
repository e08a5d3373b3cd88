"""Which function refers to which, as the code stands: for laws over all rooms at once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOMS = ("assessments", "cms", "courses")
BASE = Path(__file__).resolve().parents[2]


@dataclass
class Module:
    """One file: its functions and methods by name, and what each imported name stands for."""

    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


@cache
def modules() -> dict[str, Module]:
    """Return every module of the rooms by its dotted name."""
    found = {}
    for room in ROOMS:
        for file in sorted((BASE / room).rglob("*.py")):
            dotted = ".".join(file.relative_to(BASE).with_suffix("").parts)
            if ".migrations." not in dotted:
                found[dotted.removesuffix(".__init__")] = _read(ast.parse(file.read_text()))
    return found


def _read(tree: ast.Module) -> Module:
    one = Module()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            one.names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            one.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            methods = (row for row in node.body if isinstance(row, ast.FunctionDef))
            one.functions |= {f"{node.name}.{row.name}": row for row in methods}
    return one


def body(key: str) -> Iterator[ast.AST]:
    """Yield the nodes of a function's body; its annotations are not among them."""
    module, _colon, name = key.partition(":")
    for statement in modules()[module].functions[name].body:
        yield from ast.walk(statement)


@cache
def refers(key: str) -> frozenset[str]:
    """Return the functions of the rooms that a function names, called or handed on."""
    module = key.partition(":")[0]
    found = (_resolved(module, node) for node in body(key))
    return frozenset(name for names in found for name in names)


def _resolved(module: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield from _function(module, node.id)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id in ("self", "cls"):
            every = modules()[module].functions
            yield from (f"{module}:{name}" for name in every if name.endswith(f".{node.attr}"))
        else:
            there = modules()[module].names.get(node.value.id, "")
            yield from _function(there, node.attr)


def _function(module: str, name: str) -> Iterator[str]:
    """Find a function by the name it has in a module, also where that only hands it on."""
    asked = set()
    while (one := modules().get(module)) and (module, name) not in asked:
        asked.add((module, name))
        if name in one.functions:
            yield f"{module}:{name}"
        module, _dot, name = one.names.get(name, "").rpartition(".")


def reached(key: str) -> set[str]:
    """Return a function and all that it leads to."""
    found, open_ends = set(), [key]
    while open_ends:
        here = open_ends.pop()
        if here not in found:
            found.add(here)
            open_ends += refers(here)
    return found
