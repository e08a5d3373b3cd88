"""A model that lives on this site: factors, named answers, conditions, a contradiction, French."""

from typing import Any

from assessments.domain import canonical, maturity
from assessments.models import ModelTexts, PublishedModel

SLUG = "house-rules"
YES_NO = "yes-no"


def indicator(name: str, **more: Any) -> dict[str, Any]:
    """A question as a model file gives it."""
    return {"id": name, "title": name.capitalize(), "question": f"How is {name}?", **more}


def table(**more: Any) -> dict[str, Any]:
    """The model as a file gives it; `cumulative`, with one dimension scored as a mean."""
    yes = {"indicator": "team", "at_least": 1}
    return {
        "id": SLUG,
        "version": 1,
        "title": "House rules",
        "summary": "A small model.",
        "notice": "Ours.",
        "source_language": "en",
        "gate": "cumulative",
        "scale": ["None", "Some", "Full"],
        "met_from": 1,
        "scales": [
            {
                "id": YES_NO,
                "answers": [{"title": "No", "value": 0}, {"title": "Yes", "value": 1}],
            }
        ],
        "below": "Before the start",
        "stages": [
            {"id": "begun", "title": "Begun", "summary": "It has begun.", "at_least": 1},
            {"id": "works", "title": "Works", "summary": "It works.", "at_least": "3/2"},
        ],
        "contradictions": [
            {
                "id": "duty-without-rules",
                "text": "Nobody can keep a duty that is written nowhere.",
                "all": [
                    {"indicator": "duty", "at_least": 2},
                    {"indicator": "rules", "at_most": 0},
                ],
            }
        ],
        "dimensions": [
            {
                "id": "basis",
                "title": "Basis",
                "indicators": [indicator("rules", stage="begun", why="Rules last.")],
                "factors": [
                    {
                        "id": "people",
                        "title": "People",
                        "summary": "Who does it.",
                        "indicators": [
                            indicator("team", stage="begun", scale=YES_NO),
                            indicator("duty", stage="works", depends_on={"all": [yes]}),
                        ],
                    }
                ],
            },
            {
                "id": "tools",
                "title": "Tools",
                "gate": "mean",
                "indicators": [indicator("mail"), indicator("phone", weight=2)],
            },
        ],
        **more,
    }


def publish(mapping: dict[str, Any] | None = None) -> PublishedModel:
    """Put the model on the site as if an editor had published it, with a French title."""
    content = maturity.parse(mapping or table()).model_dump(mode="json")
    ModelTexts.objects.create(
        slug=content["id"],
        number=content["version"],
        language="fr",
        texts={"model/title": "Règles de la maison", "team/title": "Équipe"},
        state=ModelTexts.State.SECOND_READ,
    )
    return PublishedModel.objects.create(
        slug=content["id"],
        number=content["version"],
        content=canonical.text(content),
        sha256=canonical.digest(content),
    )


def large(count: int) -> dict[str, Any]:
    """A model of so many questions, `q-0` and on, ten to a dimension."""
    names = [f"q-{number}" for number in range(count)]
    return table(
        contradictions=[],
        dimensions=[
            {
                "id": f"d-{start // 10}",
                "title": f"Dimension {start // 10}",
                "indicators": [
                    indicator(name, stage="begun") for name in names[start : start + 10]
                ],
            }
            for start in range(0, count, 10)
        ],
    )
