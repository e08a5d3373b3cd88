"""The file broker: each message whole, to one worker, and no file ends one."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from cms.file_broker import Channel

QUEUE = "waymark"
WRITERS, READERS, EACH = 2, 2, 500


def channel(folder: Path) -> Channel:
    """Open a channel of its own, as each process does."""
    options = {"folder": str(folder)}
    connection = Connection(
        "filesystem://", transport="cms.file_broker:Transport", transport_options=options
    )
    return connection.channel()


def test_messages_come_in_the_order_in_which_they_were_sent(tmp_path: Path) -> None:
    broker = channel(tmp_path)
    for number in range(12):
        broker._put(QUEUE, {"number": number})
    broker._put("other", {"number": 99})
    assert broker._size(QUEUE) == 12
    assert [broker._get(QUEUE)["number"] for _ in range(12)] == list(range(12))
    with pytest.raises(Empty):
        broker._get(QUEUE)
    assert [file.suffixes for file in (tmp_path / "queue").iterdir()] == [[".other", ".msg"]]


@pytest.mark.parametrize("content", ["", '{"number": 1', "\0" * 80])
def test_what_a_power_cut_left_is_dropped_and_the_next_message_comes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    broker = channel(tmp_path)
    broker.data_folder_in.joinpath(f"0_cut.{QUEUE}.msg").write_text(content)
    broker._put(QUEUE, {"number": 2})
    with caplog.at_level(logging.WARNING):
        assert broker._get(QUEUE) == {"number": 2}
    assert "was not whole" in caplog.text
    assert not list((tmp_path / "queue").iterdir())


class Watched:
    """A value of a message at the writing of which somebody looks for messages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __json__(self) -> str:
        with pytest.raises(Empty):
            channel(self.folder)._get(QUEUE)
        return "written"


def test_nobody_finds_a_message_while_it_is_being_written(tmp_path: Path) -> None:
    broker = channel(tmp_path)
    broker._put(QUEUE, {"value": Watched(tmp_path)})
    assert broker._get(QUEUE) == {"value": "written"}


def test_each_message_is_read_whole_and_once_while_others_write_and_read(tmp_path: Path) -> None:
    written = threading.Event()

    def write(writer: int) -> None:
        broker = channel(tmp_path)
        for number in range(EACH):
            broker._put(QUEUE, {"message": (writer, number), "filling": "x" * 5_000})

    def read() -> list[tuple[int, int]]:
        broker, got = channel(tmp_path), []
        while True:
            last = written.is_set()
            try:
                got.append(tuple(broker._get(QUEUE)["message"]))
            except Empty:
                if last:
                    return got

    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        try:
            list(pool.map(write, range(WRITERS)))
        finally:
            written.set()
    got = [message for reader in readers for message in reader.result()]
    assert sorted(got) == [(w, number) for w in range(WRITERS) for number in range(EACH)]


def test_the_list_of_queues_is_whole_while_many_join_it(tmp_path: Path) -> None:
    def join(number: int) -> None:
        broker = channel(tmp_path)
        for turn in range(20):
            broker._queue_bind("all", "", "", f"queue-{number}-{turn}")
            broker.get_table("all")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(join, range(4)))
    assert len(channel(tmp_path).get_table("all")) == 80
