"""The addresses of this room that are no pages of Wagtail."""

from django.urls import path

from courses.views import (
    attempts,
    certificates,
    credentials,
    dates,
    institutions,
    learning,
    letters,
    marking,
    mine,
    rescuing,
    scenarios,
    sharing,
    transcripts,
)

app_name = "courses"
urlpatterns = [
    path("learn/mine/", mine.mine, name="mine"),
    path("learn/calendar/", dates.calendar, name="calendar"),
    path("learn/calendar/<slug:token>.ics", dates.calendar_file, name="calendar-file"),
    path("learn/letters/", letters.choose, name="letters"),
    path("learn/letters/stop/<str:signed>/", letters.stop, name="letters-stop"),
    path("learn/sharing/", sharing.sharing, name="sharing"),
    path("learn/institutions/<uuid:institution_id>/", institutions.learning, name="institution"),
    path("learn/<slug:course>/date/", dates.target, name="target"),
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
    path("learn/attempts/<uuid:attempt_id>/rescue/", rescuing.rescue, name="rescue"),
    path("learn/marking/", marking.waiting, name="marking"),
    path("learn/marking/time/", marking.extra_time, name="extra-time"),
    path("learn/marking/<int:asked_id>/", marking.essay, name="mark-essay"),
    path("transcript/", transcripts.transcript, name="transcript"),
    path("transcript/transcript.json", transcripts.as_json, name="transcript-json"),
    path("verify/", certificates.look_up, name="look-up"),
    path("verify/offline/", credentials.offline, name="offline"),
    path("verify/<str:code>/", certificates.verify, name="verify"),
]
