#!/usr/bin/env python
"""Django's command line for this site."""

import os
import secrets
import sys

# These work on files alone: on a machine without a site, and without a word from the environment.
HEADLESS = {"score", "plan", "assess", "portfolio"}
WITHOUT_A_SITE = {
    "ENV_FILE": "",
    "DATABASE_URL": "sqlite://:memory:",
    "BROKER_URL": "memory://",
    "BASE_URL": "https://localhost",
    "LOG_LEVEL": "WARNING",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    if sys.argv[1:2] and sys.argv[1] in HEADLESS:
        os.environ.update(WITHOUT_A_SITE, SECRET_KEY=secrets.token_urlsafe(48))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
