"""The doors of evidence: who passes which."""

from tests.assessments.door import ANSWERING, A, C, Door, V

EVIDENCE = [
    Door("evidence", what="institution"),
    Door("evidence-add", what="institution", passes=ANSWERING),
    Door("evidence-add", what="institution", method="post", passes=ANSWERING, answers=400),
    Door(
        "evidence-add",
        what="institution",
        method="post",
        passes=ANSWERING,
        answers=422,
        data=(("end", "1"),),
    ),
    Door(
        "evidence-add",
        what="institution",
        method="post",
        passes=ANSWERING,
        answers=302,
        data=(("end", "1"), ("title", "Law"), ("level", "public"), ("url", "https://a.example/")),
    ),
    Door("evidence-one", what="evidence"),
    Door("evidence-version", what="evidence", passes=ANSWERING),
    Door(
        "evidence-version",
        what="evidence",
        method="post",
        passes=ANSWERING,
        answers=422,
        data=(("end", "1"),),
    ),
    Door("evidence-attach", what="evidence", passes=ANSWERING),
    Door("evidence-attach", what="evidence", method="post", passes=ANSWERING, answers=422),
    Door(
        "evidence-attach",
        what="evidence",
        method="post",
        passes=ANSWERING,
        answers=302,
        data=(("indicator", "mandate"), ("round", "open")),
    ),
    Door(
        "evidence-detach",
        what="evidence",
        method="post",
        passes=ANSWERING,
        answers=302,
        data=(("indicator", "task"),),
    ),
    Door(
        "evidence-verify",
        what="evidence",
        method="post",
        passes=frozenset({C, V, A}),
        answers=302,
        data=(("version", "1"),),
    ),
    Door("evidence-remove", what="evidence", passes=ANSWERING),
    Door("evidence-remove", what="evidence", method="post", passes=ANSWERING, answers=302),
    Door("evidence-file", what="version"),
]
