"""What holds for every test: a fresh language, and a skipped test says why: in CI it fails."""

import gc
import os
import sys
from typing import Any

import pytest

SKIPPED: list[str] = []
# Documents and sites are made of millions of objects, and the collector goes through them anew for
# every few hundred: a sixth of the time of a report. Less often, it finds the same.
COLLECT_AFTER = (20_000, 20, 50)


def pytest_collection_finish() -> None:
    """Take what was imported out of the collector's way; it stays till the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin every test as a fresh process does: its language, and no model of another database."""
    if translation := sys.modules.get("django.utils.translation"):
        translation.deactivate()
    if frameworks := sys.modules.get("assessments.frameworks"):
        frameworks.forget()
    if auth := sys.modules.get("django.contrib.auth.signals"):
        auth.user_logged_in.connect(_has_given_the_password, dispatch_uid="signed in for a test")


def _has_given_the_password(request: Any, user: Any, **_more: Any) -> None:
    """Let the test client's `force_login` count as what it stands for: a password, just now.

    Signing in through the pages keeps its own record; only a request of no page is meant.
    """
    if not request.path:
        from allauth.account.internal.flows.login import record_authentication

        record_authentication(request, user, method="password")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        SKIPPED.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if SKIPPED and os.environ.get("CI") == "true" and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in SKIPPED:
        terminalreporter.write_line(f"not run: {line}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """On PostgreSQL, every test database begins as a copy of one that is migrated."""
    from django.db import connection

    if connection.vendor == "postgresql":
        from tests import migrated

        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template()
