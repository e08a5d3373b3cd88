"""A library of CISO Assistant: its framework as a model, and every loss as a sentence."""

from collections.abc import Mapping
from typing import Any

from assessments.domain.shape import shown
from assessments.imports import bounds, yaml_text
from assessments.imports.ciso_scales import Scales
from assessments.imports.ciso_tree import Tree
from assessments.imports.ids import Ids
from assessments.imports.imported import Imported, Unreadable
from assessments.imports.sources import Log, Source, Words, joined

Table = dict[str, Any]
NESTED = "average_of_averages"


def read(content: bytes) -> Imported:
    """Read the framework of a library, or raise Unreadable with every problem and its place."""
    told = yaml_text.load(content)
    if not isinstance(told, dict):
        raise Unreadable([f"(the file): expected a table, found {shown(told)}"])
    language = told.get("locale")
    log = Log(language.replace("_", "-") if isinstance(language, str) else "en")
    library = Source(told, "", "library", log)
    framework = _framework(library, log)
    if log.problems:
        raise Unreadable(log.problems)
    sources = framework.tables("requirement_nodes", "requirement")
    if found := log.problems + list(bounds.too_many(len(sources))):
        raise Unreadable(found)
    return _imported(library, framework, sources, log)


def _framework(library: Source, log: Log) -> Source:
    objects = library.table_of("objects", "set of objects")
    if not objects.table.get("framework"):
        found = ", ".join(map(str, objects.table)) or "none"
        library.wrong("objects.framework", f"is missing; the objects of the library are {found}")
    return objects.table_of("framework", "framework")


def _imported(library: Source, framework: Source, sources: list[Source], log: Log) -> Imported:
    ids = Ids()
    title = framework.words("name") or library.words("name") or Words("Framework")
    mapping = _head(library, framework, title, log)
    scales = Scales(framework, ids, log)
    flat = framework.text("score_calculation_method") != NESTED
    names = framework.text("urn") or mapping["id"], framework.text("ref_id") or mapping["id"]
    mapping |= {"gate": "mean", "mean": "flat" if flat else "nested"} | scales.model()
    tree = Tree(ids, scales, log, names)
    dimensions = tree.build(sources, title, flat=flat)
    if not log.problems and not dimensions:
        log.problems.append("objects.framework.requirement_nodes: holds nothing to be asked")
    targets = _targets(framework, tree, ids, log)
    if log.problems:
        raise Unreadable(dict.fromkeys(log.problems))
    mapping |= {"scales": scales.tables, "targets": targets, "dimensions": dimensions}
    places = dict(_places(dimensions, tree.places))
    return Imported(mapping, log.translations, log.losses(), places)


def _head(library: Source, framework: Source, title: Words, log: Log) -> Table:
    """What holds for the whole model; the notice keeps whose the framework is."""
    told: Table = {
        "id": Ids().make(framework.text("ref_id"), library.text("ref_id"), title.text),
        "version": _version(library, log),
        "source_language": log.language,
    }
    if library.text("locale") is None:
        log.lost("locale: is missing; the texts are taken to be English")
    summary = framework.words("description") or library.words("description") or title
    log.put(told, "title", title, "model/title")
    log.put(told, "summary", summary, "model/summary")
    named = [("provider", "Provider"), ("packager", "Packaged by")]
    lines = [f"{label}: {text}." for key, label in named if (text := library.text(key))]
    made = Words(" ".join(["Imported from a library of CISO Assistant; no audit.", *lines]))
    rights = library.text("copyright")
    notice = joined([made, Words(rights) if rights else None], " ")
    log.put(told, "notice", notice, "model/notice")
    for key in ("name", "description", "translations"):
        if library.table.get(key) == framework.table.get(key):
            library.taken.add(key)
    if log.language != "en":
        log.lost("the first sentence of the notice is ours and in English; write it anew")
    return told


def _version(library: Source, log: Log) -> int:
    version = library.number("version")
    if version is not None and version.denominator == 1 and version >= 1:
        return int(version)
    log.lost(f"version: {library.table.get('version')} is no whole number; the model begins at 1")
    return 1


def _targets(framework: Source, tree: Tree, ids: Ids, log: Log) -> list[Table]:
    """A target for each implementation group: its requirements at their highest level."""
    members: dict[str, list[str]] = {}
    for node in tree.nodes.values():
        for group in node.groups:
            members.setdefault(group, []).extend(node.indicators)
    told = []
    for one in framework.tables("implementation_groups_definition", "implementation group"):
        ref = one.text("ref_id") or one.text("name") or ""
        title = one.words("name") or Words(ref or "Group")
        minimum = {name: tree.scales.top(tree.scale_of[name]) for name in members.pop(ref, [])}
        if not minimum:
            one.taken |= set(one.table)
            log.lost("implementation groups without a requirement are left out", one.place)
            continue
        target: Table = {"id": ids.make(ref, title.text, fallback="group"), "minimum": minimum}
        log.put(target, "title", title, f"{target['id']}/title")
        log.put(target, "summary", one.words("description"), f"{target['id']}/summary")
        told.append(target)
    for group in members:
        log.lost(f"the implementation group {group} is named by requirements, but not defined")
    if told:
        log.lost(
            "implementation groups became targets, with each of their requirements at its "
            "highest level; choosing a group hides the others there, and hides nothing here"
        )
    return told


def _places(dimensions: list[Table], places: Mapping[int, str]) -> list[tuple[str, str]]:
    """Say for every path of the tree from which node of the file it came."""
    found = []
    waiting = [(f"dimensions[{n}]", one) for n, one in enumerate(dimensions)]
    while waiting:
        path, table = waiting.pop()
        if id(table) in places:
            found.append((path, places[id(table)]))
        for key in ("factors", "indicators"):
            waiting += [(f"{path}.{key}[{n}]", one) for n, one in enumerate(table.get(key, ()))]
    return found
