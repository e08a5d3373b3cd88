"""What is missing on a machine is said at the start, with the package that mends it."""

import pytest

from cms.press import checks


def test_this_machine_has_what_the_press_needs() -> None:
    assert checks.check_private_store(None) == []
    assert checks.check_libraries(None) == []
    assert checks.check_fonts(None) == []


def test_a_language_without_a_font_names_the_package(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.LANGUAGES = [("en", "English"), ("ar", "العربية"), ("zh-hans", "中文")]
    monkeypatch.setattr(checks, "has_font", lambda language: language == "en")
    found = checks.check_fonts(None)
    assert [message.id for message in found] == ["press.W002", "press.W002"]
    assert "fonts-noto-core" in found[0].hint
    assert "fonts-noto-cjk" in found[1].hint


def test_a_missing_library_names_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "PANGO", ("libno-such-library.so.0",))
    (message,) = checks.check_libraries(None)
    assert "libpango-1.0-0" in message.hint


def test_a_site_without_a_private_store_does_not_start(settings: object) -> None:
    settings.STORAGES = {
        name: value for name, value in settings.STORAGES.items() if name != "private"
    }
    (message,) = checks.check_private_store(None)
    assert message.id == "press.E001"
