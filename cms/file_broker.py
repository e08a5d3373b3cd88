"""The broker of one machine without a server: each message is a file, there whole or not at all.

Kombu's own file transport writes a message under the name that workers look for. A worker that
looks in that instant reads a part of it and ends by that; the list of queues has the same gap.
"""

import fcntl
import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Messages appear and are taken by a change of name, in which only one process succeeds."""

    def _folder(self, name: str) -> Path:
        folder = Path(self.transport_options["folder"]) / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def data_folder_in(self) -> Path:
        return self._folder("queue")

    data_folder_out = data_folder_in

    @property
    def control_folder(self) -> Path:
        return self._folder("control")

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:
        folder, name = self.data_folder_out, f"{time.time_ns()}_{uuid.uuid4()}"
        begun = folder / f"{name}.begun"
        begun.write_text(dumps(payload))
        begun.rename(folder / f"{name}.{queue}.msg")

    def _get(self, queue: str) -> dict[str, Any]:
        """Take the oldest message of a queue.

        One that cannot be read, as a power cut leaves it, is dropped with a line in the log: it
        carries no more than the id of a row, and the sweep sends that again.

        Raises:
            Empty: there is none.
        """
        for found in sorted(self.data_folder_in.iterdir()):
            if found.name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = found.with_suffix(".taken")
            try:
                found.rename(taken)
            except FileNotFoundError:  # another worker has it
                continue
            content = taken.read_bytes()
            taken.unlink()
            try:
                return loads(content)
            except ValueError:
                logger.warning("A message of the queue %s was not whole and is dropped.", queue)
        raise Empty

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait until no other process reads or changes the list of queues."""
        with (self.control_folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def get_table(self, exchange: str) -> Any:
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(self, *args: Any) -> None:
        with self._alone():
            super()._queue_bind(*args)

    def _delete(self, *args: Any, **kwargs: Any) -> None:
        with self._alone():
            super()._delete(*args, **kwargs)


class Transport(filesystem.Transport):
    """What the address `filesystem://` means on this site."""

    Channel = Channel
