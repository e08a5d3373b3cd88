"""Answers by people at once, connections cut, server and worker killed: all there, none twice."""

from pathlib import Path

import pytest

from tests.load import cutting

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
