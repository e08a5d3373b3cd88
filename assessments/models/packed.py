"""A field for long canonical text: compressed in the database, plain in Python."""

import zlib
from typing import Any

from django.db import models


class PackedTextField(models.BinaryField):
    """Text kept compressed. What is read is, byte for byte, what was written.

    A plan's whole input is some tens of kilobytes of repetitive JSON and is read
    rarely: compressed it takes about a tenth.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        """Return the text."""
        return None if value is None else zlib.decompress(bytes(value)).decode("utf-8")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Return what is stored."""
        if isinstance(value, str):
            value = zlib.compress(value.encode("utf-8"), level=6)
        return super().get_db_prep_value(value, connection, prepared)
