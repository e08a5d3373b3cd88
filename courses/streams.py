"""A StreamField that migrations see as plain JSON."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from wagtail.blocks import Block
from wagtail.fields import StreamField


class TextStreamField(StreamField):
    """A StreamField whose blocks stay out of migrations without losing what they hold.

    A field that hid its blocks and still called itself a StreamField would come back in a
    migration without any block, and the first historical save would empty every lesson. As a
    JSONField it keeps every byte.
    """

    def __init__(self, block_types: Sequence[tuple[str, Block]] | type[Block] = (), **options: Any):
        super().__init__(block_types, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to a migration."""
        name, _path, args, options = models.Field.deconstruct(self)
        return name, "django.db.models.JSONField", args, options

    def clone(self) -> models.Field:
        """What a historical model gets: never a stream without blocks."""
        _name, _path, args, options = self.deconstruct()
        return models.JSONField(*args, **options)
