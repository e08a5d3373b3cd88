"""Nothing changes, and no file leaves, without an event: over the addresses and all the code."""

import ast
import inspect
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.cms import calls

RECORD = "cms.people.audit:record"
WRITES = {"create", "save", "update", "delete", "bulk_create", "update_or_create", "get_or_create"}
# What somebody changes without an event, and where it stands instead
ELSEWHERE = {
    "assessments.services.parting:forget_person": "the erasure, which whoever calls it records",
    "assessments.services.uploads:take_up": "a workbook to look at; taking it over is on record",
    "cms.press.mail:write_to": "the outbox",
    "cms.press.uploads:claim": "whoever claims a file records what came of it",
    "cms.press.uploads:take_part": "a file that is still on its way",
    "courses.arrivals.bundles:take_bundle": "what was imported: courses.transfer",
    "courses.services.carrying:print_book": "its job, and whoever takes the file",
    "courses.services.certificates:print_certificate": "its job, and whoever takes the file",
    "courses.services.enrolment:complete": "the learner's progress",
    "courses.services.own:forget_names": "the erasure, which whoever calls it records",
    "courses.services.notes:change_note": "one's own note, which concerns nobody else",
    "courses.services.notes:delete_note": "one's own note, which concerns nobody else",
    "courses.services.notes:write_note": "one's own note, which concerns nobody else",
    "courses.services.scenarios:begin_scenario": "the run of the story",
    "courses.services.transcripts:print_transcript": "its job, and whoever takes the file",
}
# Files that tell nobody anything
OF_NOBODY = {
    "assessments.modelling.files:Blank.get": "the empty workbook of a model",
    "courses.views.carrying:book_pdf": "a book that everybody may read",
    "courses.views.carrying:take_away": "a module that everybody may read",
    "courses.views.credentials:offline": "the page that checks certificates",
}


def services() -> Iterator[str]:
    """Yield every public function that somebody does something by, and that writes rows."""
    for name, module in calls.modules().items():
        for function, node in module.functions.items():
            asked = {one.arg for one in node.args.kwonlyargs} & {"user", "actor"}
            if asked and not function.startswith("_") and "." not in function:
                key = f"{name}:{function}"
                if any(_writes(one) for one in calls.reached(key)):
                    yield key


def _writes(key: str) -> bool:
    if key == RECORD or key.startswith("cms.people.audit:"):
        return False
    called = (node.func for node in calls.body(key) if isinstance(node, ast.Call))
    return any(isinstance(one, ast.Attribute) and one.attr in WRITES for one in called)


def views(resolver: URLResolver | None = None) -> Iterator[str]:
    """Yield the functions behind every address of ours, those below the admin as well."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from views(one)
        elif isinstance(one, URLPattern):
            kind = getattr(one.callback, "view_class", None)
            view = kind or inspect.unwrap(one.callback)
            module = calls.modules().get(view.__module__)
            names = module.functions if module else ()
            wanted = f"{view.__name__}." if kind else view.__name__
            yield from (
                f"{view.__module__}:{name}"
                for name in names
                if name == wanted or (kind and name.startswith(wanted))
            )


def _hands_out(key: str) -> bool:
    """Tell whether a function makes an answer that is a file to keep."""
    return any(
        (isinstance(node, ast.Name) and node.id == "FileResponse")
        or (isinstance(node, ast.Constant) and node.value == "Content-Disposition")
        for node in calls.body(key)
    )


def downloads() -> set[str]:
    """Return the views that hand out a file."""
    return {key for key in views() if any(_hands_out(one) for one in calls.reached(key))}


def test_whatever_somebody_changes_leads_to_an_event_or_says_where_it_stands() -> None:
    found = set(services())
    assert {"assessments.services.states:take_step", "cms.people.services:add_member"} <= found
    silent = {key for key in found if RECORD not in calls.reached(key)}
    assert silent == ELSEWHERE.keys()


def test_every_file_that_leaves_is_put_on_record() -> None:
    found = downloads()
    assert {"cms.press.views:file", "cms.log:export", "assessments.views.evidence:file"} <= found
    silent = {key for key in found if RECORD not in calls.reached(key)}
    assert silent == OF_NOBODY.keys()
