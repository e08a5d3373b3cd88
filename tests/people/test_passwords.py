"""What is wrong with a password is said in the language of the page."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.people.models import User

WEAK = ("short", "password123", "29384756102938", "salma@example.org", "Salma Farouk")


def _refusals(language: str) -> list[str]:
    somebody = User(email="salma@example.org", display_name="Salma Farouk")
    found: list[str] = []
    with translation.override(language):
        for password in WEAK:
            try:
                validate_password(password, somebody)
            except ValidationError as refused:
                found += refused.messages
    return found


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_every_refusal_of_a_password_is_translated(language: str) -> None:
    assert len(_refusals("en")) >= len(WEAK)
    assert not set(_refusals(language)) & set(_refusals("en"))
