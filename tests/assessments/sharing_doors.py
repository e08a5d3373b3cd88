"""The doors of sharing and of the archive: who passes which, and what they name."""

from assessments import services
from tests.assessments import made
from tests.assessments.door import RESULTS, A, C, Door

SHARING = [
    Door("share", what="signed", passes=frozenset({A})),
    Door("share", what="signed", method="post", passes=frozenset({A}), answers=422),
    Door(
        "unshare",
        what="signed",
        method="post",
        passes=frozenset({C, A}),
        answers=302,
        more=("share",),
    ),
    Door("shared", what="institution", passes=RESULTS),
    Door("shared", what="institution", method="post", passes=frozenset({C})),
    Door("shared-result", what="institution", passes=RESULTS, more=("received",)),
    Door("archive", what="institution", method="post", passes=frozenset({C}), answers=302),
]


def lent(team: made.Team, signed: object) -> dict[str, object]:
    """A neighbour has shared a result with the team, and has one of the team's."""
    neighbour = made.Team(name="Neighbour")
    theirs = made.signed(neighbour, title="Theirs").round_id
    ours = services.make_code(user=team[C], institution_id=team.institution.pk)
    its = services.make_code(user=neighbour[C], institution_id=neighbour.institution.pk)
    received = services.share(user=neighbour[A], round_id=theirs, code=ours)
    given = services.share(user=team[A], round_id=signed, code=its)
    return {"share": given.pk, "received": received.pk}
