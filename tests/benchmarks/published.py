"""Models that are published for a run, and the largest page that a model can have."""

from collections.abc import Mapping
from typing import Any

from assessments import frameworks as models
from assessments.domain import asking, canonical, maturity
from assessments.models import PublishedModel
from assessments.services.drafts import mapping_of
from tests.benchmarks import frameworks

LARGE = "bench-1800"


def publish(raw: Mapping[str, Any]) -> None:
    """Publish a model as its first version, unless it is there."""
    told = mapping_of(maturity.parse(raw))
    if not PublishedModel.objects.filter(slug=raw["id"]).exists():
        PublishedModel.objects.create(
            slug=raw["id"], number=1, content=canonical.text(told), sha256=canonical.digest(told)
        )
    models.forget()


def large() -> str:
    """Publish 1,800 indicators in the largest parts there are, and return the model's name."""
    factors = frameworks.FACTORS * frameworks.INDICATORS // asking.MOST
    publish({**frameworks.table(factors, asking.MOST), "id": LARGE})
    return LARGE
