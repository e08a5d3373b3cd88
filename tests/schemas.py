"""Writes docs/schemas from the values that read and write them: `python -m tests.schemas`."""

import json
from pathlib import Path

from assessments.domain import handed, results

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "schemas"


def texts() -> dict[str, str]:
    """Return the text of every schema file by its name."""
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=1
        )
        + "\n"
        for name, schema in {**results.schemas(), **handed.schemas()}.items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
