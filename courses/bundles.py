"""Bundles on disk: the shipped ones, and any folder that somebody names."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from courses import packed
from courses.domain import bundle
from courses.domain.course import Course
from courses.domain.prerequisites import Known
from courses.domain.problems import BundleError, Problem
from courses.domain.problems import Sentence as _

CONTENT = Path(__file__).parent / "content"


def shipped() -> list[str]:
    """The ids of the courses that come with this version."""
    return sorted(path.parent.name for path in CONTENT.glob("*/course.toml"))


def glossary() -> str:
    """The text of the shipped glossary."""
    return (CONTENT / "glossary.toml").read_text(encoding="utf-8")


def find(name: str) -> Path:
    """The folder of a shipped course, or `name` itself as a path. Raises BundleError."""
    for folder in (CONTENT / name, Path(name)):
        if (folder / "course.toml").is_file():
            return folder
    raise BundleError(
        [Problem(name, _("neither a shipped course nor a folder with `course.toml`."))]
    )


def fetch(name: str) -> dict[str, bundle.File]:
    """The files of a shipped course, of a folder, or of an archive. Raises BundleError."""
    path = Path(name)
    if path.suffix == ".zip" and path.is_file():
        return packed.read(path.read_bytes())
    return read(find(name))


def read(folder: Path) -> dict[str, bundle.File]:
    """The files of a bundle, by their path in it. Hidden files are left out. Raises BundleError."""
    files: dict[str, bundle.File] = {}
    problems = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts):
            continue
        try:
            files[inside.as_posix()] = decoded(inside.as_posix(), path.read_bytes())
        except UnicodeDecodeError:
            problems.append(Problem(inside.as_posix(), _("this is no text in UTF-8.")))
    if problems:
        raise BundleError(problems)
    return files


def decoded(path: str, content: bytes) -> bundle.File:
    """A file as text, or as bytes where it is a photograph. Raises UnicodeDecodeError."""
    if path.startswith("images/") and path.endswith(bundle.PICTURES):
        return content
    return content.decode("utf-8")


def load(name: str, known: Known = MappingProxyType({})) -> Course:
    """The course in a folder, sound in form and in sense. Raises BundleError with every problem.

    `known` are the prerequisites of courses that the site has beside the shipped ones, by id.
    """
    return judged(read(find(name)), known)


def judged(files: Mapping[str, bundle.File], known: Known = MappingProxyType({})) -> Course:
    """The course in `files`, sound in form and in sense. Raises BundleError with every problem."""
    course = bundle.parse(files)
    if problems := bundle.problems(course, {**_shipped_prerequisites(), **known}):
        raise BundleError(problems)
    return course


def _shipped_prerequisites() -> dict[str, list[str]]:
    texts = {slug: (CONTENT / slug / "course.toml").read_text("utf-8") for slug in shipped()}
    return {slug: bundle.asked_before(text) for slug, text in texts.items()}


def write(files: Mapping[str, bundle.File], target: Path, *, overwrite: bool) -> None:
    """Write a bundle into a folder, or as an archive where the name ends in .zip.

    Raises BundleError where something lies there already, unless `overwrite`; then files of the
    folder that the bundle has no more are removed, hidden ones left alone.
    """
    is_archive = target.suffix == ".zip"
    there = target.exists() and (is_archive or any(target.iterdir()))
    if there and not overwrite:
        raise BundleError(
            [Problem(str(target), _("something lies here; `--overwrite` replaces it."))]
        )
    if is_archive:
        target.write_bytes(packed.write(files))
        return
    if there and not (target / "course.toml").is_file():
        raise BundleError(
            [Problem(str(target), _("this folder is no bundle; choose another one."))]
        )
    for path in read(target) if there else ():
        if path not in files:
            (target / path).unlink()
    for path, content in files.items():
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
