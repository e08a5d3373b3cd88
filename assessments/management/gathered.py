"""Files of many plans, read together: every problem of every file, then the plans by name."""

from collections.abc import Iterable, Mapping, Sequence

from assessments import headless, library
from assessments.domain import formats, portfolio, printed
from assessments.domain.summed import Portfolio


def add(paths: Sequence[str], regions: str | None) -> Portfolio:
    """Add up the plans in these files, or raise Unusable with every problem of all files."""
    all_of, plans, known = headless.Together(), [], {}
    for path in paths:
        with all_of.as_told():
            plans.append((path, read_plan(path)))
    with all_of.as_told():
        known = read_regions(regions)
    all_of.problems += portfolio.problems(plans) if plans else []
    all_of.end()
    return portfolio.add(plans, known)


def read_plan(path: str) -> printed.PrintedPlan:
    """Read a plan as `plan` prints it, or raise Unusable with everything that is wrong with it."""
    all_of = headless.Together()
    with headless.named(path):
        found = printed.parse(headless.table(path))
        with all_of.of("country"):
            headless.country(found.country)
        all_of.problems += printed.problems(found)
        all_of.end()
    return found


def read_regions(path: str | None) -> Mapping[str, str]:
    """Read in which region a country lies; without a file none is known."""
    if path is None:
        return {}
    all_of = headless.Together()
    with headless.named(path):
        found = formats.regions(headless.table(path)).regions
        for code in found:
            with all_of.of(f"regions.{code}"):
                headless.country(code)
        all_of.end()
    return found


def titles(releases: Iterable[str]) -> dict[str, str]:
    """Give the titles of actions by their ids, as the releases that are shipped write them."""
    shipped = [library.release(name) for name in library.releases() if name in set(releases)]
    return {one.id: one.title for release in shipped for one in release.actions}
