"""One address of the assessments for the tests of access; those of a board, and of a team."""

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
ANSWERING = frozenset({C, R})
TALKING = frozenset({C, R, V, A})
REVIEWING = frozenset({C, V, A})
# Respondents see what came of an assessment only where the coordinator opens it
RESULTS = frozenset({C, V, A, O})


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
    Door("role-lessons", what="plan", method="post", passes=EVERYBODY - {R}, answers=302),
    Door("replan", what="plan", passes=frozenset({C})),
    Door("replan", what="plan", method="post", passes=frozenset({C}), answers=422),
]

OF_A_TEAM = [
    Door("thread", passes=TALKING, more=("mandate",)),
    Door("thread", method="post", passes=TALKING, answers=422, more=("mandate",)),
    Door(
        "thread",
        method="post",
        passes=TALKING,
        answers=302,
        more=("mandate",),
        data=(("text", "Which decree?"),),
    ),
    Door("agreement", passes=REVIEWING),
    Door("agreement", what="signed", passes=REVIEWING),
    Door("agree", passes=REVIEWING, more=("mandate",)),
    Door("agree", method="post", passes=frozenset({C}), answers=422, more=("mandate",)),
    Door(
        "agree",
        method="post",
        passes=REVIEWING,
        answers=422,
        more=("mandate",),
        data=(("do", "ask"),),
    ),
    Door("approve-part", method="post", passes=frozenset({A}), answers=302, more=("task",)),
]
