"""Lines of the log without links that open something: whoever reads a log must not use them."""

import logging
import re

_TOKEN = re.compile(
    r"(/invitations/|/learn/calendar/|/learn/letters/stop/)(?![0-9a-f]{8}-)[\w:-]{20,}"
)


class HushedLine(logging.Formatter):
    """One line for a record; tokens of links are blotted out, in a traceback too."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of the record without a token."""
        return _TOKEN.sub(r"\1***", super().format(record))
