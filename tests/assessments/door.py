"""One address of the assessments for the tests of access, and the addresses of a board."""

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

OF_A_BOARD = [
    Door("board", what="plan", passes=EVERYBODY - {R}),
    Door("board-action", what="plan", passes=EVERYBODY - {R}, more=("action",)),
    Door(
        "board-action",
        what="plan",
        method="post",
        passes=frozenset({C}),
        more=("action",),
        answers=302,
        data=(("status", "not-started"), ("seen", "0")),
    ),
    Door(
        "board-action",
        what="plan",
        method="post",
        passes=frozenset({C}),
        more=("action",),
        answers=302,
        data=(("do", "comment"), ("text", "Begun.")),
    ),
    Door(
        "board-action",
        what="plan",
        method="post",
        passes=frozenset({C}),
        more=("action",),
        answers=422,
        data=(("status", "done"), ("seen", "0")),
    ),
    Door("replan", what="plan", passes=frozenset({C})),
    Door("replan", what="plan", method="post", passes=frozenset({C}), answers=422),
]
