"""A plan as JSON: the stored result under a head (docs/schemas/plan-export.schema.json)."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from assessments.domain import handed
from assessments.sheets import Sheet


def write(sheet: Sheet) -> bytes:
    """Return the stored plan as it is; only the institution bears its name in a language."""
    return text({"format": handed.PLAN_FORMAT, "head": head(sheet), "plan": sheet.result})


def head(sheet: Sheet) -> dict[str, Any]:
    """Say whose plan it is and how far it can be relied on."""
    return {
        "site": settings.WAGTAIL_SITE_NAME,
        "institution": sheet.institution,
        "title": sheet.title,
        "hash": sheet.sha256,
        "snapshot_sha256": sheet.snapshot_sha256,
        "made_on": sheet.made_on.isoformat() if sheet.made_on else None,
        "signed_on": sheet.signed_on.isoformat() if sheet.signed_on else None,
        "status": status(sheet),
    }


def status(sheet: Sheet) -> handed.Status:
    """Tell whether the plan is invented, stands on signed answers, or on a file."""
    if sheet.demonstration:
        return "demonstration"
    return "signed" if sheet.signed_on else "unsigned"


def text(value: Mapping[str, Any]) -> bytes:
    """Write JSON that people can read too: indented, letters as they are."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
