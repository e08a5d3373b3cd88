"""The addresses of a round for the matrix of roles."""

from tests.assessments.door import ANSWERING, RESULTS, A, C, Door

ROUND = [
    Door("round"),
    Door("round", what="signed"),
    Door("dimension", more=("task",)),
    Door("dimension", method="post", passes=ANSWERING, answers=302, more=("task",)),
    Door(
        "answer",
        method="post",
        passes=ANSWERING,
        more=("mandate",),
        data=(("answer-mandate", "2"),),
    ),
    Door("hand-in", method="post", passes=ANSWERING, answers=302, more=("task",)),
    Door("confirm", method="post", passes=ANSWERING, answers=302, more=("task",)),
    Door("workshop", passes=frozenset({C}), more=("task", "mandate")),
    Door("workshop", method="post", passes=frozenset({C}), answers=302, more=("task", "mandate")),
    Door("details", passes=frozenset({C})),
    Door("details", method="post", passes=frozenset({C}), answers=422, data=(("depth", "x"),)),
    Door("step", method="post", passes=frozenset({C}), answers=302, data=(("do", "review"),)),
    Door("team", passes=frozenset({C})),
    Door("give", method="post", passes=frozenset({C}), answers=422),
    Door("given", method="post", passes=frozenset({C}), answers=302, more=("delegation",)),
    Door("part-with", method="post", passes=frozenset({C}), answers=302, more=("guests",)),
    Door("ask", passes=frozenset({C})),
    Door("ask", method="post", passes=frozenset({C}), answers=422),
    Door("unask", method="post", passes=frozenset({C}), answers=302, more=("question",)),
    Door("sign", passes=RESULTS),
    Door("sign", what="alone", method="post", passes=frozenset({A}), answers=302),
    Door("result", what="signed", passes=RESULTS),
    Door("explain", what="signed", passes=RESULTS, more=("task",)),
    Door("explain", what="signed", passes=RESULTS, more=("model",)),
    Door("compare", what="signed", passes=RESULTS, more=("planned",)),
    Door("carry-over", passes=RESULTS),
]
