"""The file broker: each message whole, to one worker, and no file ends one."""

import logging
import threading
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


def test_each_message_is_read_whole_and_once_while_others_write_and_read(tmp_path: Path) -> None:
    got: list[tuple[int, int]] = []
    faults: list[Exception] = []
    written = threading.Event()

    def write(writer: int) -> None:
        broker = channel(tmp_path)
        for number in range(EACH):
            broker._put(QUEUE, {"message": (writer, number), "filling": "x" * 5_000})

    def read() -> None:
        broker = channel(tmp_path)
        while True:
            last = written.is_set()
            try:
                got.append(tuple(broker._get(QUEUE)["message"]))
            except Empty:
                if last:
                    return
            except Exception as error:  # noqa: BLE001  (whatever would have ended a worker)
                faults.append(error)

    writers = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in writers + readers:
        thread.start()
    for thread in writers:
        thread.join()
    written.set()
    for thread in readers:
        thread.join()
    assert faults == []
    assert sorted(got) == [(w, number) for w in range(WRITERS) for number in range(EACH)]


def test_the_list_of_queues_is_whole_while_many_join_it(tmp_path: Path) -> None:
    faults: list[Exception] = []

    def join(number: int) -> None:
        broker = channel(tmp_path)
        try:
            for turn in range(20):
                broker._queue_bind("all", "", "", f"queue-{number}-{turn}")
                broker.get_table("all")
        except Exception as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=join, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(channel(tmp_path).get_table("all")) == 80
