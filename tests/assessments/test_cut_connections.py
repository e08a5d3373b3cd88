"""Answers by people at once, connections cut, server and worker killed: all there, none twice."""

from pathlib import Path

import pytest
from django.utils import timezone

from assessments import services
from assessments.models import NO_ANSWER
from cms.people import roles
from tests.assessments import made
from tests.load import counting, cutting
from tests.load.processes import Ground, Server
from tests.load.senders import Sender

# The ten thousand by twenty people are a run of `make bench`
SIZE = cutting.Size(
    pairs=1,
    answers=150,
    rounds=2,
    papers=2,
    threads=2,
    server_kills=2,
    worker_kills=1,
    patience=300.0,
)


@pytest.mark.concurrency
def test_answers_survive_cut_connections_a_killed_server_and_a_killed_worker(
    transactional_db: None, tmp_path: Path
) -> None:
    outcome = cutting.run(tmp_path, SIZE)
    found = outcome.found
    assert not any(found.faults.values()), found
    assert found.saved == found.kept == SIZE.all_answers
    assert found.cut > found.requests / 6
    assert found.done == found.jobs >= SIZE.papers
    assert found.taken_over >= 1
    assert (outcome.server_kills, outcome.worker_kills) == (2, 1)


@pytest.mark.django_db
def test_an_answer_that_was_lost_and_a_job_that_never_was_are_counted(tmp_path: Path) -> None:
    """The count is what the run is believed for: it sees what it is there to see."""
    began, team = timezone.now(), made.Team()
    one = made.started(team)
    sender = Sender(Server(Ground(tmp_path, 1.0), 1), team[roles.RESPONDENT], 0)
    for number, named in enumerate(("kept", "unnamed")):
        services.save_answer(
            user=team[roles.RESPONDENT],
            round_id=one.pk,
            indicator="mandate",
            value=str(number),
            client_id=named,
        )
        sender.seen[f"{number}:{named}"] = "0:kept" if number else NO_ANSWER
    place = (str(one.pk), "mandate")
    sender.acknowledged = [(place, "0:kept"), (place, "0:kept"), (place, "2:lost")]
    sender.papers = {"none"}
    found = counting.count([one], [sender], began)
    assert not found.is_whole
    assert {what: times for what, times in found.faults.items() if times} == {
        "missing": 1,
        "called saved twice": 1,
        "never called saved": 1,
        "not the one that stands": 1,
        "jobs missing": 1,
    }
