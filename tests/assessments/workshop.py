"""What tests of the workshop share: addresses, signed-in people, forms as a browser sends them."""

from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import reverse

from assessments.models import ModelDraft
from cms.people.models import User

A = "dimensions.0.indicators.0"
D = "dimensions.0.factors.0.indicators.1"
INDEX = "/admin/maturity-models/"


def signed_in(user: User) -> Client:
    """Return a browser in which this person has signed in."""
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: Any) -> str:
    """Return an address of the workshop."""
    return reverse(f"modelling:{name}", args=args)


def posted(client: Client, url: str, draft: ModelDraft, **typed: Any) -> Any:
    draft.refresh_from_db()
    return client.post(url, {"revision": draft.revision, **typed})


def is_missing(client: Client, url: str) -> bool:
    """Tell whether nothing is found; Django looks below the language prefix before it says so."""
    return client.get(url, follow=True).status_code == 404


def table(name: str, *rows: Mapping[str, Any], first: int = 0) -> dict[str, Any]:
    """A table of rows as a browser sends it."""
    found: dict[str, Any] = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": first}
    for number, row in enumerate(rows):
        found |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    return found


def indicator(**more: Any) -> dict[str, Any]:
    words = {"title": "Law", "id": "law", "question": "Is there a law?", "weight": "1"}
    return {**words, **table("depends_on"), **table("references"), **more}
