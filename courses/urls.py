"""The addresses of this room that are no pages of Wagtail."""

from django.urls import path

from courses.views import (
    attempts,
    certificates,
    credentials,
    learning,
    notes,
    scenarios,
    transcripts,
)

app_name = "courses"
urlpatterns = [
    path("learn/notes/", notes.listed, name="notes"),
    path("learn/notes/my-notes.txt", notes.as_file, name="notes-file"),
    path("learn/notes/<uuid:note_id>/", notes.change, name="note"),
    path("learn/notes/<uuid:note_id>/delete/", notes.delete, name="note-delete"),
    path("learn/<slug:course>/<slug:lesson>/note/", notes.write, name="note-new"),
    path("learn/<slug:course>/begin/", learning.begin, name="begin"),
    path("learn/<slug:course>/certificate/", certificates.certificate, name="certificate"),
    path("learn/<slug:course>/certificate/badge.json", credentials.badge, name="badge"),
    path("learn/<slug:course>/certificate/badge.jwt", credentials.badge_jwt, name="badge-jwt"),
    path("learn/<slug:course>/<slug:lesson>/read/", learning.read, name="read"),
    path("learn/<slug:course>/<slug:quiz>/attempt/", attempts.start, name="start"),
    path("learn/<slug:course>/scenarios/<slug:scenario>/", scenarios.door, name="scenario"),
    path(
        "learn/<slug:course>/scenarios/<slug:scenario>/begin/",
        scenarios.begin,
        name="scenario-begin",
    ),
    path(
        "learn/<slug:course>/scenarios/<slug:scenario>/cards/",
        scenarios.cards,
        name="scenario-cards",
    ),
    path(
        "learn/<slug:course>/scenarios/<slug:scenario>/sheet/",
        scenarios.sheet,
        name="scenario-sheet",
    ),
    path(
        "learn/<slug:course>/scenarios/<slug:scenario>/scenes/",
        scenarios.read_aloud,
        name="scenario-scenes",
    ),
    path("learn/runs/<uuid:run_id>/", scenarios.play, name="run"),
    path("learn/runs/<uuid:run_id>/ending/", scenarios.ending, name="ending"),
    path("learn/attempts/<uuid:attempt_id>/", attempts.attempt, name="attempt"),
    path("learn/attempts/<uuid:attempt_id>/result/", attempts.result, name="result"),
    path("learn/attempts/<uuid:attempt_id>/answers/<slug:item>/", attempts.answer, name="answer"),
    path("transcript/", transcripts.transcript, name="transcript"),
    path("transcript/transcript.json", transcripts.as_json, name="transcript-json"),
    path("verify/", certificates.look_up, name="look-up"),
    path("verify/offline/", credentials.offline, name="offline"),
    path("verify/<str:code>/", certificates.verify, name="verify"),
]
