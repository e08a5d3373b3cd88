"""A door: one address, for the matrix of roles."""

from dataclasses import dataclass

from cms.people import roles

C, R, V, A, O = (  # noqa: E741
    roles.COORDINATOR,
    roles.RESPONDENT,
    roles.REVIEWER,
    roles.APPROVER,
    roles.OBSERVER,
)
EVERYBODY = frozenset(roles.LABELS)


@dataclass(frozen=True)
class Door:
    """One address: which round or plan it names, who passes, and what it answers to them."""

    name: str
    what: str = "open"
    method: str = "get"
    passes: frozenset[str] = EVERYBODY
    answers: int = 200
    more: tuple[str, ...] = ()
    data: tuple[tuple[str, str], ...] = ()


ANSWERING = frozenset({C, R})
EXPORTING = frozenset({C, V, A})
